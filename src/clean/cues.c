#include "clean/cues.h"

#include <string.h>

/* How a phrase must meet the line. Lines are compared in lower case, with curly apostrophes made
 * straight, white space made single and decoration at both ends dropped ("» Share this:", "[x]"). */
typedef enum match { WHOLE, STARTS, HOLDS, ENDS } match;

typedef struct phrase {
    const char *text;
    const char *rule;
    uint8_t match, place;
    uint8_t words; /* the line has at most so many */
} phrase;

enum { ANY = DEM_CUE_ANY, EDGE = DEM_CUE_EDGE, TAIL = DEM_CUE_TAIL, LINE = 250 };

static const phrase PHRASES[] = {
    /* other stories */
    {"previous article", "other-stories", STARTS, TAIL, 30},
    {"previous post", "other-stories", STARTS, TAIL, 30},
    {"previous story", "other-stories", STARTS, TAIL, 30},
    {"previous", "other-stories", WHOLE, TAIL, 1},
    {"next article", "other-stories", STARTS, TAIL, 30},
    {"next post", "other-stories", STARTS, TAIL, 30},
    {"next story", "other-stories", STARTS, TAIL, 30},
    {"next up", "other-stories", WHOLE, TAIL, 3},
    {"up next", "other-stories", WHOLE, TAIL, 3},
    {"related", "other-stories", WHOLE, TAIL, 2},
    {"related:", "read-more", STARTS, ANY, 40},
    {"related articles", "other-stories", STARTS, TAIL, 30},
    {"related article", "read-more", STARTS, TAIL, 30},
    {"related stories", "other-stories", STARTS, TAIL, 30},
    {"related story", "read-more", STARTS, TAIL, 30},
    {"related posts", "other-stories", STARTS, TAIL, 30},
    {"related news", "other-stories", STARTS, TAIL, 30},
    {"related content", "other-stories", STARTS, TAIL, 30},
    {"related coverage", "other-stories", STARTS, TAIL, 30},
    {"related topics", "tags", STARTS, TAIL, 30},
    {"related links", "other-stories", STARTS, TAIL, 30},
    {"related reading", "other-stories", STARTS, TAIL, 30},
    {"more related", "other-stories", STARTS, TAIL, 8},
    {"more from", "other-stories", STARTS, TAIL, 8},
    {"more on this", "other-stories", STARTS, TAIL, 8},
    {"more on", "other-stories", STARTS, TAIL, 5},
    {"more stories", "other-stories", STARTS, TAIL, 8},
    {"more news", "other-stories", STARTS, TAIL, 8},
    {"more in", "other-stories", STARTS, TAIL, 4},
    {"more top stories", "other-stories", STARTS, TAIL, 8},
    {"other stories", "other-stories", STARTS, TAIL, 8},
    {"other news", "other-stories", STARTS, TAIL, 6},
    {"top stories", "other-stories", STARTS, TAIL, 8},
    {"latest news", "other-stories", STARTS, TAIL, 8},
    {"latest stories", "other-stories", STARTS, TAIL, 8},
    {"latest articles", "other-stories", STARTS, TAIL, 8},
    {"latest posts", "other-stories", STARTS, TAIL, 8},
    {"latest headlines", "other-stories", STARTS, TAIL, 8},
    {"recent posts", "other-stories", STARTS, TAIL, 8},
    {"recent articles", "other-stories", STARTS, TAIL, 8},
    {"recent stories", "other-stories", STARTS, TAIL, 8},
    {"most read", "other-stories", STARTS, TAIL, 8},
    {"most popular", "other-stories", STARTS, TAIL, 8},
    {"most viewed", "other-stories", STARTS, TAIL, 8},
    {"most recent", "other-stories", WHOLE, TAIL, 4},
    {"popular stories", "other-stories", STARTS, TAIL, 8},
    {"popular posts", "other-stories", STARTS, TAIL, 8},
    {"popular now", "other-stories", STARTS, TAIL, 8},
    {"trending", "other-stories", STARTS, TAIL, 5},
    {"editor's picks", "other-stories", STARTS, TAIL, 8},
    {"editors' picks", "other-stories", STARTS, TAIL, 8},
    {"editor's choice", "other-stories", STARTS, TAIL, 8},
    {"recommended", "other-stories", STARTS, TAIL, 6},
    {"you may also like", "other-stories", STARTS, TAIL, 12},
    {"you might also like", "other-stories", STARTS, TAIL, 12},
    {"you may also be interested", "other-stories", STARTS, TAIL, 12},
    {"you might also be interested", "other-stories", STARTS, TAIL, 12},
    {"you may have missed", "other-stories", STARTS, TAIL, 8},
    {"don't miss", "other-stories", STARTS, TAIL, 4},
    {"in case you missed it", "other-stories", STARTS, TAIL, 8},
    {"see more", "other-stories", STARTS, TAIL, 6},
    {"show more", "other-stories", STARTS, TAIL, 6},
    {"load more", "other-stories", STARTS, TAIL, 6},
    {"view all", "other-stories", STARTS, TAIL, 6},
    {"view more", "other-stories", STARTS, TAIL, 6},
    {"around the web", "other-stories", STARTS, TAIL, 8},
    {"from around the web", "other-stories", STARTS, TAIL, 8},
    {"from the web", "other-stories", STARTS, TAIL, 6},
    {"promoted content", "other-stories", STARTS, TAIL, 8},
    {"promoted stories", "other-stories", STARTS, TAIL, 8},
    {"sponsored content", "other-stories", STARTS, TAIL, 8},
    {"sponsored stories", "other-stories", STARTS, TAIL, 8},
    {"sponsored by", "advertisement", STARTS, EDGE, 8},
    {"paid content", "other-stories", WHOLE, TAIL, 3},
    {"what to read next", "other-stories", STARTS, TAIL, 6},
    {"read next", "read-more", STARTS, TAIL, 25},
    {"read this next", "read-more", STARTS, TAIL, 25},
    {"keep reading", "read-more", STARTS, TAIL, 12},
    {"continue reading", "read-more", STARTS, ANY, 12},
    {"story continues below", "advertisement", STARTS, ANY, 8},
    {"article continues below", "advertisement", STARTS, ANY, 8},
    {"article continues after", "advertisement", STARTS, ANY, 8},
    {"story continues after", "advertisement", STARTS, ANY, 8},
    {"back to top", "navigation", STARTS, TAIL, 6},
    {"back to home", "navigation", STARTS, TAIL, 6},
    {"return to top", "navigation", STARTS, TAIL, 6},
    /* single pointers to other stories, also between paragraphs */
    {"read more", "read-more", WHOLE, ANY, 4},
    {"read more:", "read-more", STARTS, ANY, 40},
    {"read more on", "read-more", STARTS, ANY, 14},
    {"read more about", "read-more", STARTS, ANY, 14},
    {"read more from", "read-more", STARTS, ANY, 14},
    {"read more at", "read-more", STARTS, ANY, 14},
    {"read also", "read-more", STARTS, ANY, 30},
    {"read:", "read-more", STARTS, ANY, 30},
    {"read |", "read-more", STARTS, ANY, 30},
    {"read the full story", "read-more", STARTS, ANY, 14},
    {"read the full article", "read-more", STARTS, ANY, 14},
    {"read full story", "read-more", STARTS, ANY, 14},
    {"read full article", "read-more", STARTS, ANY, 14},
    {"also read", "read-more", STARTS, ANY, 30},
    {"also read:", "read-more", STARTS, ANY, 40},
    {"see also", "read-more", STARTS, ANY, 30},
    {"see also:", "read-more", STARTS, ANY, 40},
    {"more:", "read-more", STARTS, ANY, 30},
    {"watch:", "read-more", STARTS, ANY, 30},
    {"watch |", "read-more", STARTS, ANY, 30},
    {"watch now", "read-more", STARTS, ANY, 20},
    {"watch live", "read-more", STARTS, ANY, 12},
    {"watch the video", "read-more", STARTS, ANY, 12},
    {"listen:", "read-more", STARTS, ANY, 30},
    {"listen to this article", "controls", STARTS, ANY, 14},
    {"listen now", "controls", WHOLE, ANY, 3},
    {"click here", "read-more", STARTS, ANY, 30},
    {"not seeing the video?", "read-more", STARTS, ANY, 12},
    {"in pictures:", "read-more", STARTS, ANY, 20},
    {"in photos:", "read-more", STARTS, ANY, 20},
    {"photos:", "caption", STARTS, ANY, 25},
    {"video:", "read-more", STARTS, ANY, 25},
    {"read or share this story", "share", STARTS, ANY, 14},
    {"this article was originally published", "notice", STARTS, EDGE, 40},
    {"this story was originally published", "notice", STARTS, EDGE, 40},
    {"this article first appeared", "notice", STARTS, EDGE, 40},
    {"this article originally appeared", "notice", STARTS, EDGE, 40},
    {"originally published", "notice", STARTS, EDGE, 20},
    /* comments */
    {"leave a comment", "comments", STARTS, TAIL, 8},
    {"leave a reply", "comments", STARTS, TAIL, 12},
    {"leave your comment", "comments", STARTS, TAIL, 12},
    {"write a comment", "comments", STARTS, TAIL, 8},
    {"post a comment", "comments", STARTS, TAIL, 8},
    {"add a comment", "comments", STARTS, TAIL, 8},
    {"add comment", "comments", STARTS, TAIL, 6},
    {"post comment", "comments", WHOLE, TAIL, 4},
    {"submit comment", "comments", WHOLE, TAIL, 4},
    {"view comments", "comments", STARTS, TAIL, 6},
    {"show comments", "comments", STARTS, TAIL, 6},
    {"comments are closed", "comments", STARTS, TAIL, 8},
    {"comments are moderated", "comments", STARTS, TAIL, 20},
    {"comments", "comments", WHOLE, TAIL, 3},
    {"comment", "comments", WHOLE, TAIL, 2},
    {"no comments", "comments", STARTS, TAIL, 5},
    {"join the conversation", "comments", STARTS, TAIL, 14},
    {"join the discussion", "comments", STARTS, TAIL, 14},
    {"be the first to comment", "comments", STARTS, TAIL, 12},
    {"have your say", "comments", STARTS, TAIL, 12},
    {"what do you think?", "comments", STARTS, TAIL, 20},
    {"your email address will not be published", "comments", STARTS, TAIL, 40},
    {"required fields are marked", "comments", STARTS, TAIL, 14},
    {"log in to leave a comment", "comments", STARTS, TAIL, 14},
    {"you must be logged in to", "comments", STARTS, TAIL, 14},
    {"notify me of", "comments", STARTS, TAIL, 14},
    {"save my name, email", "comments", STARTS, TAIL, 25},
    {"cancel reply", "comments", WHOLE, TAIL, 4},
    {"reply", "comments", WHOLE, TAIL, 1},
    /* sharing */
    {"share", "share", WHOLE, EDGE, 2},
    {"share this", "share", STARTS, TAIL, 14},
    {"share on", "share", STARTS, EDGE, 10},
    {"share with", "share", STARTS, EDGE, 8},
    {"share via", "share", STARTS, EDGE, 8},
    {"share article", "share", STARTS, EDGE, 8},
    {"share story", "share", STARTS, EDGE, 8},
    {"share your", "share", STARTS, EDGE, 8},
    {"share to", "share", STARTS, EDGE, 8},
    {"share link", "share", WHOLE, EDGE, 4},
    {"copy link", "share", STARTS, EDGE, 6},
    {"link copied", "share", STARTS, EDGE, 6},
    {"tweet", "share", WHOLE, EDGE, 2},
    {"tweet this", "share", WHOLE, EDGE, 3},
    {"pin it", "share", WHOLE, EDGE, 2},
    {"email this", "share", STARTS, EDGE, 6},
    {"print this", "share", STARTS, EDGE, 6},
    {"print", "share", WHOLE, EDGE, 1},
    {"email", "share", WHOLE, EDGE, 1},
    {"facebook", "share", WHOLE, EDGE, 2},
    {"twitter", "share", WHOLE, EDGE, 2},
    {"whatsapp", "share", WHOLE, EDGE, 6},
    {"telegram", "share", WHOLE, EDGE, 2},
    {"linkedin", "share", WHOLE, EDGE, 2},
    {"pinterest", "share", WHOLE, EDGE, 2},
    {"reddit", "share", WHOLE, EDGE, 2},
    {"instagram", "share", WHOLE, EDGE, 2},
    {"youtube", "share", WHOLE, EDGE, 2},
    {"save", "share", WHOLE, EDGE, 1},
    {"bookmark", "share", WHOLE, EDGE, 2},
    {"like this:", "share", STARTS, EDGE, 4},
    {"like loading...", "share", WHOLE, ANY, 3},
    {"click to share", "share", STARTS, ANY, 12},
    {"click to email", "share", STARTS, ANY, 14},
    {"click to print", "share", STARTS, ANY, 12},
    {"follow us", "follow", STARTS, EDGE, 20},
    {"follow on", "follow", STARTS, EDGE, 10},
    {"follow @", "follow", STARTS, EDGE, 8},
    {"follow him on", "follow", STARTS, EDGE, 20},
    {"follow her on", "follow", STARTS, EDGE, 20},
    {"follow them on", "follow", STARTS, EDGE, 20},
    {"follow the author", "follow", STARTS, EDGE, 20},
    {"find us on", "follow", STARTS, EDGE, 12},
    {"like us on", "follow", STARTS, EDGE, 20},
    {"join us on", "follow", STARTS, EDGE, 20},
    {"join our", "follow", STARTS, EDGE, 25},
    {"connect with us", "follow", STARTS, EDGE, 14},
    {"on twitter at @", "follow", HOLDS, EDGE, 40},
    {"on twitter @", "follow", HOLDS, EDGE, 40},
    {"on twitter: @", "follow", HOLDS, EDGE, 40},
    {"add us on", "follow", STARTS, EDGE, 14},
    {"add as a preferred source", "follow", HOLDS, EDGE, 14},
    /* subscription and account */
    {"sign up for", "subscription", STARTS, EDGE, 40},
    {"sign up to", "subscription", STARTS, EDGE, 40},
    {"sign up", "subscription", WHOLE, EDGE, 3},
    {"sign in", "subscription", STARTS, EDGE, 6},
    {"log in", "subscription", STARTS, EDGE, 6},
    {"login", "subscription", STARTS, EDGE, 4},
    {"register", "subscription", WHOLE, EDGE, 2},
    {"register now", "subscription", STARTS, EDGE, 12},
    {"register for free", "subscription", STARTS, EDGE, 14},
    {"create a free account", "subscription", STARTS, EDGE, 20},
    {"create an account", "subscription", STARTS, EDGE, 20},
    {"already a subscriber", "subscription", STARTS, ANY, 20},
    {"already have an account", "subscription", STARTS, ANY, 20},
    {"already a member", "subscription", STARTS, ANY, 20},
    {"subscribe", "subscription", WHOLE, EDGE, 3},
    {"subscribe now", "subscription", STARTS, EDGE, 25},
    {"subscribe to", "subscription", STARTS, EDGE, 40},
    {"subscribe today", "subscription", STARTS, EDGE, 25},
    {"subscribe for", "subscription", STARTS, EDGE, 25},
    {"become a member", "subscription", STARTS, EDGE, 25},
    {"become a subscriber", "subscription", STARTS, EDGE, 25},
    {"get unlimited access", "subscription", STARTS, ANY, 25},
    {"start your free trial", "subscription", STARTS, ANY, 25},
    {"this article is for subscribers", "subscription", STARTS, ANY, 25},
    {"enter your email", "subscription", STARTS, ANY, 14},
    {"email address", "subscription", WHOLE, EDGE, 3},
    {"your email address", "subscription", WHOLE, EDGE, 4},
    {"delivered to your inbox", "subscription", HOLDS, ANY, 40},
    {"straight to your inbox", "subscription", HOLDS, ANY, 40},
    {"right to your inbox", "subscription", HOLDS, ANY, 40},
    {"directly to your inbox", "subscription", HOLDS, ANY, 40},
    {"in your inbox", "subscription", HOLDS, EDGE, 30},
    {"by signing up, you", "subscription", STARTS, ANY, 50},
    {"by signing up you", "subscription", STARTS, ANY, 50},
    {"by signing up, i", "subscription", STARTS, ANY, 50},
    {"by signing up i", "subscription", STARTS, ANY, 50},
    {"by subscribing, you", "subscription", STARTS, ANY, 50},
    {"by subscribing you", "subscription", STARTS, ANY, 50},
    {"by clicking", "subscription", STARTS, EDGE, 50},
    {"by registering, you", "subscription", STARTS, ANY, 50},
    {"by registering you", "subscription", STARTS, ANY, 50},
    {"you can unsubscribe", "subscription", STARTS, ANY, 30},
    {"thank you for subscribing", "subscription", STARTS, ANY, 20},
    {"thanks for signing up", "subscription", STARTS, ANY, 20},
    {"manage newsletters", "subscription", HOLDS, EDGE, 12},
    {"our newsletter", "subscription", HOLDS, EDGE, 25},
    {"free newsletter", "subscription", HOLDS, EDGE, 25},
    {"daily newsletter", "subscription", HOLDS, EDGE, 20},
    {"weekly newsletter", "subscription", HOLDS, EDGE, 20},
    {"newsletter", "subscription", WHOLE, EDGE, 3},
    {"newsletters", "subscription", WHOLE, EDGE, 3},
    {"support our journalism", "support", HOLDS, EDGE, 40},
    {"support independent journalism", "support", HOLDS, EDGE, 40},
    {"make a donation", "support", HOLDS, EDGE, 40},
    {"donate now", "support", STARTS, EDGE, 14},
    {"donate", "support", WHOLE, EDGE, 2},
    {"please consider donating", "support", HOLDS, EDGE, 50},
    {"please consider supporting", "support", HOLDS, EDGE, 50},
    {"download our app", "app", HOLDS, EDGE, 30},
    {"download the app", "app", HOLDS, EDGE, 30},
    {"get the app", "app", WHOLE, EDGE, 4},
    {"get our app", "app", STARTS, EDGE, 14},
    {"open in app", "app", WHOLE, EDGE, 4},
    {"turn on notifications", "app", HOLDS, EDGE, 20},
    /* advertisements */
    {"advertisement", "advertisement", WHOLE, ANY, 3},
    {"advertisements", "advertisement", WHOLE, ANY, 3},
    {"advertising", "advertisement", WHOLE, ANY, 2},
    {"advertise with us", "advertisement", STARTS, EDGE, 6},
    {"ad", "advertisement", WHOLE, ANY, 1},
    {"ads", "advertisement", WHOLE, ANY, 1},
    {"sponsored", "advertisement", WHOLE, ANY, 2},
    {"promoted", "advertisement", WHOLE, ANY, 2},
    {"skip ad", "advertisement", STARTS, ANY, 4},
    {"skip advertisement", "advertisement", STARTS, ANY, 4},
    {"scroll to continue", "advertisement", STARTS, ANY, 8},
    {"scroll down to continue", "advertisement", STARTS, ANY, 10},
    {"remove ads", "advertisement", STARTS, ANY, 6},
    {"report this ad", "advertisement", STARTS, ANY, 4},
    {"we may earn a commission", "advertisement", HOLDS, EDGE, 50},
    {"affiliate links", "advertisement", HOLDS, EDGE, 50},
    /* law and cookies */
    {"©", "copyright", STARTS, EDGE, 60},
    {"copyright ©", "copyright", STARTS, EDGE, 60},
    {"copyright (c)", "copyright", STARTS, EDGE, 60},
    {"copyright 20", "copyright", STARTS, EDGE, 60},
    {"copyright 19", "copyright", STARTS, EDGE, 60},
    {"(c) ", "copyright", STARTS, EDGE, 40},
    {"all rights reserved", "copyright", HOLDS, EDGE, 60},
    {"may not be published, broadcast", "copyright", HOLDS, ANY, 60},
    {"may not be reproduced", "copyright", HOLDS, EDGE, 60},
    {"click here for reprint permission", "copyright", HOLDS, ANY, 30},
    {"terms of use", "legal", STARTS, EDGE, 14},
    {"terms of service", "legal", STARTS, EDGE, 14},
    {"terms and conditions", "legal", STARTS, EDGE, 14},
    {"terms & conditions", "legal", STARTS, EDGE, 14},
    {"privacy policy", "legal", STARTS, EDGE, 14},
    {"privacy notice", "legal", STARTS, EDGE, 14},
    {"cookie policy", "legal", STARTS, EDGE, 14},
    {"do not sell my", "legal", STARTS, EDGE, 14},
    {"you agree to our", "legal", HOLDS, ANY, 50},
    {"agree to the terms", "legal", HOLDS, EDGE, 40},
    {"we use cookies", "cookies", HOLDS, ANY, 80},
    {"this site uses cookies", "cookies", HOLDS, ANY, 80},
    {"this website uses cookies", "cookies", HOLDS, ANY, 80},
    {"our use of cookies", "cookies", HOLDS, ANY, 80},
    {"use of cookies", "cookies", HOLDS, EDGE, 50},
    {"accept all cookies", "cookies", HOLDS, ANY, 40},
    {"accept cookies", "cookies", STARTS, ANY, 8},
    {"accept all", "cookies", WHOLE, EDGE, 3},
    {"reject all", "cookies", WHOLE, EDGE, 3},
    {"manage cookies", "cookies", STARTS, EDGE, 6},
    {"cookie settings", "cookies", STARTS, EDGE, 6},
    {"please enable javascript", "controls", HOLDS, ANY, 40},
    {"javascript is disabled", "controls", HOLDS, ANY, 40},
    {"your browser does not support", "controls", HOLDS, ANY, 40},
    {"please refresh the page", "controls", HOLDS, ANY, 30},
    {"this video is not available", "controls", STARTS, ANY, 20},
    {"media playback is unsupported", "controls", STARTS, ANY, 40},
    {"quotes delayed", "notice", HOLDS, EDGE, 40},
    {"market data provided by", "notice", STARTS, EDGE, 40},
    {"have a tip", "contact", STARTS, EDGE, 40},
    {"got a tip", "contact", STARTS, EDGE, 40},
    {"do you have a story", "contact", STARTS, EDGE, 40},
    {"send us a tip", "contact", HOLDS, EDGE, 40},
    {"are you affected by", "contact", STARTS, EDGE, 40},
    {"contact us", "contact", STARTS, EDGE, 12},
    {"contact the author", "contact", STARTS, EDGE, 20},
    {"contact the reporter", "contact", STARTS, EDGE, 20},
    {"contact the newsroom", "contact", STARTS, EDGE, 20},
    {"email us", "contact", STARTS, EDGE, 20},
    {"send your", "contact", STARTS, EDGE, 20},
    {"report a typo", "contact", STARTS, EDGE, 14},
    {"report an error", "contact", STARTS, EDGE, 14},
    {"report a correction", "contact", STARTS, EDGE, 14},
    {"submit a correction", "contact", STARTS, EDGE, 14},
    {"about us", "legal", STARTS, EDGE, 6},
    {"about the author", "author-box", STARTS, TAIL, 8},
    {"about the writer", "author-box", STARTS, TAIL, 8},
    {"view all posts", "author-box", STARTS, TAIL, 10},
    {"more by", "author-box", STARTS, TAIL, 10},
    {"written by", "byline", STARTS, EDGE, 8},
    {"read full bio", "author-box", STARTS, TAIL, 6},
    /* navigation */
    {"skip to", "navigation", STARTS, ANY, 7},
    {"jump to", "navigation", STARTS, EDGE, 6},
    {"menu", "navigation", WHOLE, EDGE, 2},
    {"search", "navigation", WHOLE, EDGE, 2},
    {"search for", "navigation", WHOLE, EDGE, 3},
    {"home", "navigation", WHOLE, EDGE, 2},
    {"home >", "navigation", STARTS, EDGE, 30},
    {"home /", "navigation", STARTS, EDGE, 30},
    {"home »", "navigation", STARTS, EDGE, 30},
    {"home ›", "navigation", STARTS, EDGE, 30},
    {"home |", "navigation", STARTS, EDGE, 30},
    {"you are here", "navigation", STARTS, EDGE, 20},
    {"main navigation", "navigation", STARTS, EDGE, 4},
    {"toggle navigation", "navigation", STARTS, EDGE, 4},
    {"close", "controls", WHOLE, ANY, 1},
    {"loading", "controls", WHOLE, ANY, 2},
    {"please wait", "controls", WHOLE, EDGE, 4},
    {"play video", "controls", WHOLE, ANY, 3},
    {"play", "controls", WHOLE, EDGE, 1},
    {"slideshow (", "controls", STARTS, ANY, 4},
    {"expand", "controls", WHOLE, ANY, 1},
    {"hide caption", "controls", HOLDS, ANY, 60},
    {"toggle caption", "caption", HOLDS, ANY, 60},
    {"enlarge this image", "caption", STARTS, ANY, 60},
    {"image copyright", "caption", STARTS, ANY, 60},
    {"image caption", "caption", STARTS, ANY, 60},
    {"image source", "caption", STARTS, ANY, 60},
    {"image credit", "caption", STARTS, ANY, 30},
    {"media caption", "caption", STARTS, ANY, 60},
    {"file photo", "caption", STARTS, ANY, 60},
    {"file image", "caption", STARTS, ANY, 60},
    {"file picture", "caption", STARTS, ANY, 60},
    {"photo:", "caption", STARTS, ANY, 30},
    {"photo by", "caption", STARTS, ANY, 20},
    {"photo credit", "caption", STARTS, ANY, 20},
    {"photograph:", "caption", STARTS, ANY, 30},
    {"photograph by", "caption", STARTS, ANY, 20},
    {"picture:", "caption", STARTS, ANY, 30},
    {"image:", "caption", STARTS, ANY, 30},
    {"credit:", "caption", STARTS, ANY, 20},
    {"caption:", "caption", STARTS, ANY, 60},
    {"(photo:", "caption", HOLDS, ANY, 70},
    {"(photo by", "caption", HOLDS, ANY, 70},
    {"[photo:", "caption", HOLDS, ANY, 70},
    {"(image:", "caption", HOLDS, ANY, 70},
    {"(image credit", "caption", HOLDS, ANY, 70},
    {"photo: ap", "caption", HOLDS, ANY, 60},
    {"(reuters photo", "caption", HOLDS, ANY, 70},
    {"(ap photo", "caption", HOLDS, ANY, 80},
    {"(ap)", "caption", ENDS, EDGE, 3},
    {"via getty images", "caption", HOLDS, ANY, 70},
    {"getty images", "caption", ENDS, ANY, 70},
    {"afp/getty", "caption", HOLDS, ANY, 70},
    {"| getty", "caption", ENDS, ANY, 60},
    {"| ap photo", "caption", HOLDS, ANY, 60},
    {"| reuters", "caption", ENDS, EDGE, 60},
    {"/reuters", "caption", ENDS, ANY, 60},
    {"reuters/", "caption", HOLDS, ANY, 70},
    {"(reuters file", "caption", HOLDS, ANY, 70},
    {"(file photo", "caption", HOLDS, ANY, 70},
    {"/epa", "caption", ENDS, ANY, 60},
    {"/shutterstock", "caption", ENDS, ANY, 60},
    {"/ap photo", "caption", ENDS, ANY, 60},
    /* tags */
    {"tags:", "tags", STARTS, TAIL, 60},
    {"tags", "tags", WHOLE, TAIL, 2},
    {"tagged with", "tags", STARTS, TAIL, 40},
    {"tagged", "tags", STARTS, TAIL, 20},
    {"topics:", "tags", STARTS, TAIL, 40},
    {"topics", "tags", WHOLE, TAIL, 2},
    {"filed under", "tags", STARTS, TAIL, 30},
    {"posted in", "tags", STARTS, TAIL, 20},
    {"categories:", "tags", STARTS, TAIL, 30},
    {"category:", "tags", STARTS, TAIL, 20},
    {"keywords:", "tags", STARTS, TAIL, 40},
    {"read more about:", "tags", STARTS, TAIL, 40},
    {"more about:", "tags", STARTS, TAIL, 30},
    {"explore more on these topics", "tags", STARTS, TAIL, 8},
    /* controls of a page */
    {"this article is more than", "notice", STARTS, EDGE, 10},
    {"share this article", "share", HOLDS, EDGE, 14},
    {"listen to article", "controls", STARTS, EDGE, 14},
    {"reading time", "controls", STARTS, EDGE, 8},
    {"min read", "controls", ENDS, EDGE, 6},
    {"minute read", "controls", ENDS, EDGE, 6},
    {"minutes read", "controls", ENDS, EDGE, 6},
    {"font size", "controls", STARTS, EDGE, 8},
    {"text size", "controls", STARTS, EDGE, 8},
    {"print article", "controls", STARTS, EDGE, 4},
    {"save article", "controls", STARTS, EDGE, 4},
    {"read later", "controls", STARTS, EDGE, 4},
    {"breaking news", "navigation", WHOLE, EDGE, 3},
    {"our standards:", "notice", STARTS, EDGE, 14},
    {"purchase licensing rights", "notice", HOLDS, ANY, 14},
    {"this content was produced by", "notice", STARTS, EDGE, 30},
    {"the views expressed", "notice", STARTS, EDGE, 60},
    {"the opinions expressed", "notice", STARTS, EDGE, 60},
    {"disclaimer:", "notice", STARTS, EDGE, 80},
};

/* The line as phrases see it, in `out`; its words counted; false when it is too long to be a cue. */
static bool fold(dem_str line, char out[LINE * 2], size_t *len, int *words)
{
    static const char drop[] = " \t|*-_>=+<[]{}~#\"";
    size_t n = 0;
    *words = 0;
    if (line.len > LINE * 2 - 8)
        return false;
    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.at[i];
        if (c == 0xE2 && i + 2 < line.len && (unsigned char)line.at[i + 1] == 0x80 &&
            ((unsigned char)line.at[i + 2] | 1) == 0x99) { /* U+2018, U+2019 */
            c = '\'';
            i += 2;
        } else if (c == 0xC2 && i + 1 < line.len && (unsigned char)line.at[i + 1] == 0xA0) {
            c = ' ';
            i++;
        }
        if (c == '\t' || c == '\n' || c == '\r')
            c = ' ';
        if (n == 0 && c < 0x80 && strchr(drop, c))
            continue;
        if (c == ' ' && out[n - 1] == ' ')
            continue;
        *words += c != ' ' && (n == 0 || out[n - 1] == ' ');
        out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    while (n && strchr(drop, out[n - 1]))
        n--;
    *len = n;
    return n > 0;
}

/* "Comments (12)", "Share:", "Loading…" are their first word, whole. */
static size_t bare(const char *line, size_t len)
{
    while (len && (strchr(" .:!()…", line[len - 1]) || (line[len - 1] >= '0' && line[len - 1] <= '9') ||
                   (unsigned char)line[len - 1] >= 0x80))
        len--;
    return len;
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool meets(const phrase *p, dem_str line, size_t whole)
{
    size_t n = strlen(p->text);
    if (line.len < n)
        return false;
    dem_str want = {p->text, n};
    switch ((match)p->match) {
    case WHOLE: return whole == n && memcmp(line.at, p->text, n) == 0;
    case STARTS:
        return memcmp(line.at, p->text, n) == 0 &&
               (line.len == n || !letter(line.at[n]) || !letter(p->text[n - 1]));
    case ENDS: return dem_str_ends(line, want) || dem_str_ends(dem_str_cut(line, 0, whole), want) ||
                      (line.at[line.len - 1] == ')' && dem_str_ends(dem_str_cut(line, 0, line.len - 1), want));
    case HOLDS: return dem_str_find(line, want) < line.len;
    }
    return false;
}

/* "12 comments", "3 thoughts on …", "5 min read", "2 shares" */
static dem_cue counted(dem_str line, int words)
{
    size_t i = 0;
    while (i < line.len && ((line.at[i] >= '0' && line.at[i] <= '9') || line.at[i] == ',' || line.at[i] == '.'))
        i++;
    if (i == 0 || i + 1 >= line.len || line.at[i] != ' ')
        return (dem_cue){0};
    dem_str rest = dem_str_cut(line, i + 1, line.len);
    if (words <= 4 && (dem_str_starts(rest, DEM_STR("comment")) || dem_str_starts(rest, DEM_STR("repl"))))
        return (dem_cue){"comments", DEM_CUE_TAIL};
    if (dem_str_starts(rest, DEM_STR("thoughts on ")) || dem_str_starts(rest, DEM_STR("responses to ")))
        return (dem_cue){"comments", DEM_CUE_TAIL};
    if (words <= 4 && (dem_str_starts(rest, DEM_STR("share")) || dem_str_starts(rest, DEM_STR("views")) ||
                       dem_str_starts(rest, DEM_STR("likes"))))
        return (dem_cue){"share", DEM_CUE_EDGE};
    return (dem_cue){0};
}

dem_cue dem_cue_match(dem_str line)
{
    char folded[LINE * 2];
    size_t len = 0;
    int words = 0;
    if (!fold(line, folded, &len, &words))
        return (dem_cue){0};
    dem_str s = {folded, len};
    size_t whole = bare(folded, len);
    for (size_t i = 0; i < sizeof PHRASES / sizeof *PHRASES; i++) {
        const phrase *p = &PHRASES[i];
        if (words <= p->words && (p->match >= HOLDS || p->text[0] == folded[0]) && meets(p, s, whole))
            return (dem_cue){p->rule, (dem_cue_place)p->place};
    }
    return counted(s, words);
}

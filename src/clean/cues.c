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
    uint8_t len;
} phrase;

#define P(text, rule, match, place, words)                                                         \
    {                                                                                              \
        text, rule, match, place, words, sizeof(text) - 1                                          \
    }

enum { ANY = DEM_CUE_ANY, EDGE = DEM_CUE_EDGE, TAIL = DEM_CUE_TAIL, LINE = 250 };

/* Sorted by first byte, so that a line is compared with its own letter's only; within a letter the first
 * that fits counts. */
static const phrase FRONT[] = {
    P("(c) ", "copyright", STARTS, EDGE, 40),
    P("around the web", "other-stories", STARTS, TAIL, 8),
    P("article continues below", "advertisement", STARTS, ANY, 8),
    P("article continues after", "advertisement", STARTS, ANY, 8),
    P("also read", "read-more", STARTS, ANY, 30),
    P("also read:", "read-more", STARTS, ANY, 40),
    P("add a comment", "comments", STARTS, TAIL, 8),
    P("add comment", "comments", STARTS, TAIL, 6),
    P("add us on", "follow", STARTS, EDGE, 14),
    P("already a subscriber", "subscription", STARTS, ANY, 20),
    P("already have an account", "subscription", STARTS, ANY, 20),
    P("already a member", "subscription", STARTS, ANY, 20),
    P("advertisement", "advertisement", WHOLE, ANY, 3),
    P("advertisements", "advertisement", WHOLE, ANY, 3),
    P("advertising", "advertisement", WHOLE, ANY, 2),
    P("advertise with us", "advertisement", STARTS, EDGE, 6),
    P("ad", "advertisement", WHOLE, ANY, 1),
    P("ads", "advertisement", WHOLE, ANY, 1),
    P("accept cookies", "cookies", STARTS, ANY, 8),
    P("accept all", "cookies", WHOLE, EDGE, 3),
    P("are you affected by", "contact", STARTS, EDGE, 40),
    P("about us", "legal", STARTS, EDGE, 6),
    P("about the author", "author-box", STARTS, TAIL, 8),
    P("about the writer", "author-box", STARTS, TAIL, 8),
    P("back to top", "navigation", STARTS, TAIL, 6),
    P("back to home", "navigation", STARTS, TAIL, 6),
    P("be the first to comment", "comments", STARTS, TAIL, 12),
    P("bookmark", "share", WHOLE, EDGE, 2),
    P("become a member", "subscription", STARTS, EDGE, 25),
    P("become a subscriber", "subscription", STARTS, EDGE, 25),
    P("by signing up, you", "subscription", STARTS, ANY, 50),
    P("by signing up you", "subscription", STARTS, ANY, 50),
    P("by signing up, i", "subscription", STARTS, ANY, 50),
    P("by signing up i", "subscription", STARTS, ANY, 50),
    P("by subscribing, you", "subscription", STARTS, ANY, 50),
    P("by subscribing you", "subscription", STARTS, ANY, 50),
    P("by clicking", "subscription", STARTS, EDGE, 50),
    P("by registering, you", "subscription", STARTS, ANY, 50),
    P("by registering you", "subscription", STARTS, ANY, 50),
    P("breaking news", "navigation", WHOLE, EDGE, 3),
    P("continue reading", "read-more", STARTS, ANY, 12),
    P("click here", "read-more", STARTS, ANY, 30),
    P("comments are closed", "comments", STARTS, TAIL, 8),
    P("comments are moderated", "comments", STARTS, TAIL, 20),
    P("comments", "comments", WHOLE, TAIL, 3),
    P("comment", "comments", WHOLE, TAIL, 2),
    P("cancel reply", "comments", WHOLE, TAIL, 4),
    P("copy link", "share", STARTS, EDGE, 6),
    P("click to share", "share", STARTS, ANY, 12),
    P("click to email", "share", STARTS, ANY, 14),
    P("click to print", "share", STARTS, ANY, 12),
    P("connect with us", "follow", STARTS, EDGE, 14),
    P("create a free account", "subscription", STARTS, EDGE, 20),
    P("create an account", "subscription", STARTS, EDGE, 20),
    P("copyright ©", "copyright", STARTS, EDGE, 60),
    P("copyright (c)", "copyright", STARTS, EDGE, 60),
    P("copyright 20", "copyright", STARTS, EDGE, 60),
    P("copyright 19", "copyright", STARTS, EDGE, 60),
    P("cookie policy", "legal", STARTS, EDGE, 14),
    P("cookie settings", "cookies", STARTS, EDGE, 6),
    P("contact us", "contact", STARTS, EDGE, 12),
    P("contact the author", "contact", STARTS, EDGE, 20),
    P("contact the reporter", "contact", STARTS, EDGE, 20),
    P("contact the newsroom", "contact", STARTS, EDGE, 20),
    P("close", "controls", WHOLE, ANY, 1),
    P("credit:", "caption", STARTS, ANY, 20),
    P("caption:", "caption", STARTS, ANY, 60),
    P("categories:", "tags", STARTS, TAIL, 30),
    P("category:", "tags", STARTS, TAIL, 20),
    P("contact:", "contact", STARTS, EDGE, 14),
    P("don't miss", "other-stories", STARTS, TAIL, 4),
    P("donate now", "support", STARTS, EDGE, 14),
    P("donate", "support", WHOLE, EDGE, 2),
    P("do not sell my", "legal", STARTS, EDGE, 14),
    P("do you have a story", "contact", STARTS, EDGE, 40),
    P("disclaimer:", "notice", STARTS, EDGE, 80),
    P("editor's picks", "other-stories", STARTS, TAIL, 8),
    P("editors' picks", "other-stories", STARTS, TAIL, 8),
    P("editor's choice", "other-stories", STARTS, TAIL, 8),
    P("email this", "share", STARTS, EDGE, 6),
    P("email", "share", WHOLE, EDGE, 1),
    P("enter your email", "subscription", STARTS, ANY, 14),
    P("email address", "subscription", WHOLE, EDGE, 3),
    P("email us", "contact", STARTS, EDGE, 20),
    P("expand", "controls", WHOLE, ANY, 1),
    P("enlarge this image", "caption", STARTS, ANY, 60),
    P("explore more on these topics", "tags", STARTS, TAIL, 8),
    P("from around the web", "other-stories", STARTS, TAIL, 8),
    P("from the web", "other-stories", STARTS, TAIL, 6),
    P("facebook", "share", WHOLE, EDGE, 2),
    P("follow us", "follow", STARTS, EDGE, 20),
    P("follow on", "follow", STARTS, EDGE, 10),
    P("follow @", "follow", STARTS, EDGE, 8),
    P("follow him on", "follow", STARTS, EDGE, 20),
    P("follow her on", "follow", STARTS, EDGE, 20),
    P("follow them on", "follow", STARTS, EDGE, 20),
    P("follow the author", "follow", STARTS, EDGE, 20),
    P("find us on", "follow", STARTS, EDGE, 12),
    P("file photo", "caption", STARTS, ANY, 60),
    P("file image", "caption", STARTS, ANY, 60),
    P("file picture", "caption", STARTS, ANY, 60),
    P("filed under", "tags", STARTS, TAIL, 30),
    P("font size", "controls", STARTS, EDGE, 8),
    P("get unlimited access", "subscription", STARTS, ANY, 25),
    P("get the app", "app", WHOLE, EDGE, 4),
    P("get our app", "app", STARTS, EDGE, 14),
    P("got a tip", "contact", STARTS, EDGE, 40),
    P("have your say", "comments", STARTS, TAIL, 12),
    P("have a tip", "contact", STARTS, EDGE, 40),
    P("home", "navigation", WHOLE, EDGE, 2),
    P("home >", "navigation", STARTS, EDGE, 30),
    P("home /", "navigation", STARTS, EDGE, 30),
    P("home »", "navigation", STARTS, EDGE, 30),
    P("home ›", "navigation", STARTS, EDGE, 30),
    P("home |", "navigation", STARTS, EDGE, 30),
    P("in case you missed it", "other-stories", STARTS, TAIL, 8),
    P("in pictures:", "read-more", STARTS, ANY, 20),
    P("in photos:", "read-more", STARTS, ANY, 20),
    P("instagram", "share", WHOLE, EDGE, 2),
    P("image copyright", "caption", STARTS, ANY, 60),
    P("image caption", "caption", STARTS, ANY, 60),
    P("image source", "caption", STARTS, ANY, 60),
    P("image credit", "caption", STARTS, ANY, 30),
    P("image:", "caption", STARTS, ANY, 30),
    P("join the conversation", "comments", STARTS, TAIL, 14),
    P("join the discussion", "comments", STARTS, TAIL, 14),
    P("join us on", "follow", STARTS, EDGE, 20),
    P("join our", "follow", STARTS, EDGE, 25),
    P("jump to", "navigation", STARTS, EDGE, 6),
    P("keep reading", "read-more", STARTS, TAIL, 12),
    P("keywords:", "tags", STARTS, TAIL, 40),
    P("latest news", "other-stories", STARTS, TAIL, 8),
    P("latest stories", "other-stories", STARTS, TAIL, 8),
    P("latest articles", "other-stories", STARTS, TAIL, 8),
    P("latest posts", "other-stories", STARTS, TAIL, 8),
    P("latest headlines", "other-stories", STARTS, TAIL, 8),
    P("load more", "other-stories", STARTS, TAIL, 6),
    P("listen:", "read-more", STARTS, ANY, 30),
    P("listen to this article", "controls", STARTS, ANY, 14),
    P("listen now", "controls", WHOLE, ANY, 3),
    P("leave a comment", "comments", STARTS, TAIL, 8),
    P("leave a reply", "comments", STARTS, TAIL, 12),
    P("leave your comment", "comments", STARTS, TAIL, 12),
    P("log in to leave a comment", "comments", STARTS, TAIL, 14),
    P("link copied", "share", STARTS, EDGE, 6),
    P("linkedin", "share", WHOLE, EDGE, 2),
    P("like this:", "share", STARTS, EDGE, 4),
    P("like loading...", "share", WHOLE, ANY, 3),
    P("like us on", "follow", STARTS, EDGE, 20),
    P("log in", "subscription", STARTS, EDGE, 6),
    P("login", "subscription", STARTS, EDGE, 4),
    P("loading", "controls", WHOLE, ANY, 2),
    P("listen to article", "controls", STARTS, EDGE, 14),
    P("more related", "other-stories", STARTS, TAIL, 8),
    P("more from", "other-stories", STARTS, TAIL, 8),
    P("more on this", "other-stories", STARTS, TAIL, 8),
    P("more on", "other-stories", STARTS, TAIL, 5),
    P("more stories", "other-stories", STARTS, TAIL, 8),
    P("more news", "other-stories", STARTS, TAIL, 8),
    P("more in", "other-stories", STARTS, TAIL, 4),
    P("more top stories", "other-stories", STARTS, TAIL, 8),
    P("most read", "other-stories", STARTS, TAIL, 8),
    P("most popular", "other-stories", STARTS, TAIL, 8),
    P("most viewed", "other-stories", STARTS, TAIL, 8),
    P("most recent", "other-stories", WHOLE, TAIL, 4),
    P("more:", "read-more", STARTS, ANY, 30),
    P("manage cookies", "cookies", STARTS, EDGE, 6),
    P("media playback is unsupported", "controls", STARTS, ANY, 40),
    P("market data provided by", "notice", STARTS, EDGE, 40),
    P("more by", "author-box", STARTS, TAIL, 10),
    P("menu", "navigation", WHOLE, EDGE, 2),
    P("main navigation", "navigation", STARTS, EDGE, 4),
    P("media caption", "caption", STARTS, ANY, 60),
    P("more about:", "tags", STARTS, TAIL, 30),
    P("next article", "other-stories", STARTS, TAIL, 30),
    P("next post", "other-stories", STARTS, TAIL, 30),
    P("next story", "other-stories", STARTS, TAIL, 30),
    P("next up", "other-stories", WHOLE, TAIL, 3),
    P("not seeing the video?", "read-more", STARTS, ANY, 12),
    P("no comments", "comments", STARTS, TAIL, 5),
    P("notify me of", "comments", STARTS, TAIL, 14),
    P("newsletter", "subscription", WHOLE, EDGE, 3),
    P("newsletters", "subscription", WHOLE, EDGE, 3),
    P("other stories", "other-stories", STARTS, TAIL, 8),
    P("other news", "other-stories", STARTS, TAIL, 6),
    P("originally published", "notice", STARTS, EDGE, 20),
    P("open in app", "app", WHOLE, EDGE, 4),
    P("our standards:", "notice", STARTS, EDGE, 14),
    P("previous article", "other-stories", STARTS, TAIL, 30),
    P("previous post", "other-stories", STARTS, TAIL, 30),
    P("previous story", "other-stories", STARTS, TAIL, 30),
    P("previous", "other-stories", WHOLE, TAIL, 1),
    P("popular stories", "other-stories", STARTS, TAIL, 8),
    P("popular posts", "other-stories", STARTS, TAIL, 8),
    P("popular now", "other-stories", STARTS, TAIL, 8),
    P("promoted content", "other-stories", STARTS, TAIL, 8),
    P("promoted stories", "other-stories", STARTS, TAIL, 8),
    P("paid content", "other-stories", WHOLE, TAIL, 3),
    P("photos:", "caption", STARTS, ANY, 25),
    P("post a comment", "comments", STARTS, TAIL, 8),
    P("post comment", "comments", WHOLE, TAIL, 4),
    P("pin it", "share", WHOLE, EDGE, 2),
    P("print this", "share", STARTS, EDGE, 6),
    P("print", "share", WHOLE, EDGE, 1),
    P("pinterest", "share", WHOLE, EDGE, 2),
    P("promoted", "advertisement", WHOLE, ANY, 2),
    P("privacy policy", "legal", STARTS, EDGE, 14),
    P("privacy notice", "legal", STARTS, EDGE, 14),
    P("please wait", "controls", WHOLE, EDGE, 4),
    P("play video", "controls", WHOLE, ANY, 3),
    P("play", "controls", WHOLE, EDGE, 1),
    P("photo:", "caption", STARTS, ANY, 30),
    P("photo by", "caption", STARTS, ANY, 20),
    P("photo credit", "caption", STARTS, ANY, 20),
    P("photograph:", "caption", STARTS, ANY, 30),
    P("photograph by", "caption", STARTS, ANY, 20),
    P("picture:", "caption", STARTS, ANY, 30),
    P("posted in", "tags", STARTS, TAIL, 20),
    P("print article", "controls", STARTS, EDGE, 4),
    P("related", "other-stories", WHOLE, TAIL, 2),
    P("related:", "read-more", STARTS, ANY, 40),
    P("related articles", "other-stories", STARTS, TAIL, 30),
    P("related article", "read-more", STARTS, TAIL, 30),
    P("related stories", "other-stories", STARTS, TAIL, 30),
    P("related story", "read-more", STARTS, TAIL, 30),
    P("related posts", "other-stories", STARTS, TAIL, 30),
    P("related news", "other-stories", STARTS, TAIL, 30),
    P("related content", "other-stories", STARTS, TAIL, 30),
    P("related coverage", "other-stories", STARTS, TAIL, 30),
    P("related topics", "tags", STARTS, TAIL, 30),
    P("related links", "other-stories", STARTS, TAIL, 30),
    P("related reading", "other-stories", STARTS, TAIL, 30),
    P("recent posts", "other-stories", STARTS, TAIL, 8),
    P("recent articles", "other-stories", STARTS, TAIL, 8),
    P("recent stories", "other-stories", STARTS, TAIL, 8),
    P("recommended", "other-stories", STARTS, TAIL, 6),
    P("read next", "read-more", STARTS, TAIL, 25),
    P("read this next", "read-more", STARTS, TAIL, 25),
    P("return to top", "navigation", STARTS, TAIL, 6),
    P("read more", "read-more", WHOLE, ANY, 4),
    P("read more:", "read-more", STARTS, ANY, 40),
    P("read more on", "read-more", STARTS, ANY, 14),
    P("read more about", "read-more", STARTS, ANY, 14),
    P("read more from", "read-more", STARTS, ANY, 14),
    P("read more at", "read-more", STARTS, ANY, 14),
    P("read also", "read-more", STARTS, ANY, 30),
    P("read:", "read-more", STARTS, ANY, 30),
    P("read |", "read-more", STARTS, ANY, 30),
    P("read the full story", "read-more", STARTS, ANY, 14),
    P("read the full article", "read-more", STARTS, ANY, 14),
    P("read full story", "read-more", STARTS, ANY, 14),
    P("read full article", "read-more", STARTS, ANY, 14),
    P("read or share this story", "share", STARTS, ANY, 14),
    P("required fields are marked", "comments", STARTS, TAIL, 14),
    P("reply", "comments", WHOLE, TAIL, 1),
    P("reddit", "share", WHOLE, EDGE, 2),
    P("register", "subscription", WHOLE, EDGE, 2),
    P("register now", "subscription", STARTS, EDGE, 12),
    P("register for free", "subscription", STARTS, EDGE, 14),
    P("remove ads", "advertisement", STARTS, ANY, 6),
    P("report this ad", "advertisement", STARTS, ANY, 4),
    P("reject all", "cookies", WHOLE, EDGE, 3),
    P("report a typo", "contact", STARTS, EDGE, 14),
    P("report an error", "contact", STARTS, EDGE, 14),
    P("report a correction", "contact", STARTS, EDGE, 14),
    P("read full bio", "author-box", STARTS, TAIL, 6),
    P("read more about:", "tags", STARTS, TAIL, 40),
    P("reading time", "controls", STARTS, EDGE, 8),
    P("read later", "controls", STARTS, EDGE, 4),
    P("related documents", "other-stories", STARTS, TAIL, 24),
    P("see more", "other-stories", STARTS, TAIL, 6),
    P("show more", "other-stories", STARTS, TAIL, 6),
    P("sponsored content", "other-stories", STARTS, TAIL, 8),
    P("sponsored stories", "other-stories", STARTS, TAIL, 8),
    P("sponsored by", "advertisement", STARTS, EDGE, 8),
    P("story continues below", "advertisement", STARTS, ANY, 8),
    P("story continues after", "advertisement", STARTS, ANY, 8),
    P("see also", "read-more", STARTS, ANY, 30),
    P("see also:", "read-more", STARTS, ANY, 40),
    P("submit comment", "comments", WHOLE, TAIL, 4),
    P("show comments", "comments", STARTS, TAIL, 6),
    P("save my name, email", "comments", STARTS, TAIL, 25),
    P("share", "share", WHOLE, EDGE, 2),
    P("share this", "share", STARTS, TAIL, 14),
    P("share on", "share", STARTS, EDGE, 10),
    P("share with", "share", STARTS, EDGE, 8),
    P("share via", "share", STARTS, EDGE, 8),
    P("share article", "share", STARTS, EDGE, 8),
    P("share story", "share", STARTS, EDGE, 8),
    P("share your", "share", STARTS, EDGE, 8),
    P("share to", "share", STARTS, EDGE, 8),
    P("share link", "share", WHOLE, EDGE, 4),
    P("save", "share", WHOLE, EDGE, 1),
    P("sign up for", "subscription", STARTS, EDGE, 40),
    P("sign up to", "subscription", STARTS, EDGE, 40),
    P("sign up", "subscription", WHOLE, EDGE, 3),
    P("sign in", "subscription", STARTS, EDGE, 6),
    P("subscribe", "subscription", WHOLE, EDGE, 3),
    P("subscribe now", "subscription", STARTS, EDGE, 25),
    P("subscribe to", "subscription", STARTS, EDGE, 40),
    P("subscribe today", "subscription", STARTS, EDGE, 25),
    P("subscribe for", "subscription", STARTS, EDGE, 25),
    P("start your free trial", "subscription", STARTS, ANY, 25),
    P("sponsored", "advertisement", WHOLE, ANY, 2),
    P("skip ad", "advertisement", STARTS, ANY, 4),
    P("skip advertisement", "advertisement", STARTS, ANY, 4),
    P("scroll to continue", "advertisement", STARTS, ANY, 8),
    P("scroll down to continue", "advertisement", STARTS, ANY, 10),
    P("send your", "contact", STARTS, EDGE, 20),
    P("submit a correction", "contact", STARTS, EDGE, 14),
    P("skip to", "navigation", STARTS, ANY, 7),
    P("search", "navigation", WHOLE, EDGE, 2),
    P("search for", "navigation", WHOLE, EDGE, 3),
    P("slideshow (", "controls", STARTS, ANY, 4),
    P("save article", "controls", STARTS, EDGE, 4),
    P("top stories", "other-stories", STARTS, TAIL, 8),
    P("trending", "other-stories", STARTS, TAIL, 5),
    P("this article was originally published", "notice", STARTS, EDGE, 40),
    P("this story was originally published", "notice", STARTS, EDGE, 40),
    P("this article first appeared", "notice", STARTS, EDGE, 40),
    P("this article originally appeared", "notice", STARTS, EDGE, 40),
    P("tweet", "share", WHOLE, EDGE, 2),
    P("tweet this", "share", WHOLE, EDGE, 3),
    P("twitter", "share", WHOLE, EDGE, 2),
    P("telegram", "share", WHOLE, EDGE, 2),
    P("this article is for subscribers", "subscription", STARTS, ANY, 25),
    P("thank you for subscribing", "subscription", STARTS, ANY, 20),
    P("thanks for signing up", "subscription", STARTS, ANY, 20),
    P("terms of use", "legal", STARTS, EDGE, 14),
    P("terms of service", "legal", STARTS, EDGE, 14),
    P("terms and conditions", "legal", STARTS, EDGE, 14),
    P("terms & conditions", "legal", STARTS, EDGE, 14),
    P("this video is not available", "controls", STARTS, ANY, 20),
    P("toggle navigation", "navigation", STARTS, EDGE, 4),
    P("tags:", "tags", STARTS, TAIL, 60),
    P("tags", "tags", WHOLE, TAIL, 2),
    P("tagged with", "tags", STARTS, TAIL, 40),
    P("tagged", "tags", STARTS, TAIL, 20),
    P("topics:", "tags", STARTS, TAIL, 40),
    P("topics", "tags", WHOLE, TAIL, 2),
    P("this article is more than", "notice", STARTS, EDGE, 10),
    P("text size", "controls", STARTS, EDGE, 8),
    P("this content was produced by", "notice", STARTS, EDGE, 30),
    P("the views expressed", "notice", STARTS, EDGE, 60),
    P("the opinions expressed", "notice", STARTS, EDGE, 60),
    P("up next", "other-stories", WHOLE, TAIL, 3),
    P("view all", "other-stories", STARTS, TAIL, 6),
    P("view more", "other-stories", STARTS, TAIL, 6),
    P("video:", "read-more", STARTS, ANY, 25),
    P("view comments", "comments", STARTS, TAIL, 6),
    P("view all posts", "author-box", STARTS, TAIL, 10),
    P("what to read next", "other-stories", STARTS, TAIL, 6),
    P("watch:", "read-more", STARTS, ANY, 30),
    P("watch |", "read-more", STARTS, ANY, 30),
    P("watch now", "read-more", STARTS, ANY, 20),
    P("watch live", "read-more", STARTS, ANY, 12),
    P("watch the video", "read-more", STARTS, ANY, 12),
    P("write a comment", "comments", STARTS, TAIL, 8),
    P("what do you think?", "comments", STARTS, TAIL, 20),
    P("whatsapp", "share", WHOLE, EDGE, 6),
    P("written by", "byline", STARTS, EDGE, 8),
    P("weather:", "navigation", STARTS, EDGE, 12),
    P("you may also like", "other-stories", STARTS, TAIL, 12),
    P("you might also like", "other-stories", STARTS, TAIL, 12),
    P("you may also be interested", "other-stories", STARTS, TAIL, 12),
    P("you might also be interested", "other-stories", STARTS, TAIL, 12),
    P("you may have missed", "other-stories", STARTS, TAIL, 8),
    P("your email address will not be published", "comments", STARTS, TAIL, 40),
    P("you must be logged in to", "comments", STARTS, TAIL, 14),
    P("youtube", "share", WHOLE, EDGE, 2),
    P("your email address", "subscription", WHOLE, EDGE, 4),
    P("you can unsubscribe", "subscription", STARTS, ANY, 30),
    P("you are here", "navigation", STARTS, EDGE, 20),
    P("©", "copyright", STARTS, EDGE, 60),
};

/* Anywhere or at the end of the line; the first that fits counts, so that one without a rule is no cue where a
 * later one would be ("A Reuters/Ipsos poll" is no credit). */
static const phrase INSIDE[] = {
    P("on twitter at @", "follow", HOLDS, EDGE, 40),
    P("on twitter @", "follow", HOLDS, EDGE, 40),
    P("on twitter: @", "follow", HOLDS, EDGE, 40),
    P("add as a preferred source", "follow", HOLDS, EDGE, 14),
    P("delivered to your inbox", "subscription", HOLDS, ANY, 40),
    P("straight to your inbox", "subscription", HOLDS, ANY, 40),
    P("right to your inbox", "subscription", HOLDS, ANY, 40),
    P("directly to your inbox", "subscription", HOLDS, ANY, 40),
    P("in your inbox", "subscription", HOLDS, EDGE, 30),
    P("manage newsletters", "subscription", HOLDS, EDGE, 12),
    P("our newsletter", "subscription", HOLDS, EDGE, 25),
    P("free newsletter", "subscription", HOLDS, EDGE, 25),
    P("daily newsletter", "subscription", HOLDS, EDGE, 20),
    P("weekly newsletter", "subscription", HOLDS, EDGE, 20),
    P("support our journalism", "support", HOLDS, EDGE, 40),
    P("support independent journalism", "support", HOLDS, EDGE, 40),
    P("make a donation", "support", HOLDS, EDGE, 40),
    P("please consider donating", "support", HOLDS, EDGE, 50),
    P("please consider supporting", "support", HOLDS, EDGE, 50),
    P("download our app", "app", HOLDS, EDGE, 30),
    P("download the app", "app", HOLDS, EDGE, 30),
    P("turn on notifications", "app", HOLDS, EDGE, 20),
    P("we may earn a commission", "advertisement", HOLDS, EDGE, 50),
    P("affiliate links", "advertisement", HOLDS, EDGE, 50),
    P("all rights reserved", "copyright", HOLDS, EDGE, 60),
    P("may not be published, broadcast", "copyright", HOLDS, ANY, 60),
    P("may not be reproduced", "copyright", HOLDS, EDGE, 60),
    P("click here for reprint permission", "copyright", HOLDS, ANY, 30),
    P("you agree to our", "legal", HOLDS, ANY, 50),
    P("agree to the terms", "legal", HOLDS, EDGE, 40),
    P("we use cookies", "cookies", HOLDS, ANY, 80),
    P("this site uses cookies", "cookies", HOLDS, ANY, 80),
    P("this website uses cookies", "cookies", HOLDS, ANY, 80),
    P("our use of cookies", "cookies", HOLDS, ANY, 80),
    P("use of cookies", "cookies", HOLDS, EDGE, 50),
    P("accept all cookies", "cookies", HOLDS, ANY, 40),
    P("please enable javascript", "controls", HOLDS, ANY, 40),
    P("javascript is disabled", "controls", HOLDS, ANY, 40),
    P("your browser does not support", "controls", HOLDS, ANY, 40),
    P("please refresh the page", "controls", HOLDS, ANY, 30),
    P("quotes delayed", "notice", HOLDS, EDGE, 40),
    P("send us a tip", "contact", HOLDS, EDGE, 40),
    P("hide caption", "controls", HOLDS, ANY, 60),
    P("toggle caption", "caption", HOLDS, ANY, 60),
    P("(photo:", "caption", HOLDS, ANY, 70),
    P("(photo by", "caption", HOLDS, ANY, 70),
    P("[photo:", "caption", HOLDS, ANY, 70),
    P("(image:", "caption", HOLDS, ANY, 70),
    P("(image credit", "caption", HOLDS, ANY, 70),
    P("photo: ap", "caption", HOLDS, ANY, 60),
    P("(reuters photo", "caption", HOLDS, ANY, 70),
    P("(ap photo", "caption", HOLDS, ANY, 80),
    P("(ap)", "caption", ENDS, EDGE, 3),
    P("via getty images", "caption", HOLDS, ANY, 70),
    P("getty images", "caption", ENDS, ANY, 70),
    P("afp/getty", "caption", HOLDS, ANY, 70),
    P("| getty", "caption", ENDS, ANY, 60),
    P("| ap photo", "caption", HOLDS, ANY, 60),
    P("| reuters", "caption", ENDS, EDGE, 60),
    P("/reuters", "caption", ENDS, ANY, 60),
    P("reuters/ipsos", NULL, HOLDS, ANY, 80),
    P("reuters/university", NULL, HOLDS, ANY, 80),
    P("reuters/", "caption", HOLDS, ANY, 70),
    P("(reuters file", "caption", HOLDS, ANY, 70),
    P("(file photo", "caption", HOLDS, ANY, 70),
    P("/epa", "caption", ENDS, ANY, 60),
    P("/shutterstock", "caption", ENDS, ANY, 60),
    P("/ap photo", "caption", ENDS, ANY, 60),
    P("share this article", "share", HOLDS, EDGE, 14),
    P("min read", "controls", ENDS, EDGE, 6),
    P("minute read", "controls", ENDS, EDGE, 6),
    P("minutes read", "controls", ENDS, EDGE, 6),
    P("purchase licensing rights", "notice", HOLDS, ANY, 14),
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
    while (len &&
           (strchr(" .:!()…", line[len - 1]) || (line[len - 1] >= '0' && line[len - 1] <= '9') ||
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
    size_t n = p->len;
    if (line.len < n)
        return false;
    dem_str want = {p->text, n};
    switch ((match)p->match) {
    case WHOLE: return whole == n && memcmp(line.at, p->text, n) == 0;
    case STARTS:
        return memcmp(line.at, p->text, n) == 0 &&
               (line.len == n || !letter(line.at[n]) || !letter(p->text[n - 1]));
    case ENDS:
        return dem_str_ends(line, want) || dem_str_ends(dem_str_cut(line, 0, whole), want) ||
               (line.at[line.len - 1] == ')' &&
                dem_str_ends(dem_str_cut(line, 0, line.len - 1), want));
    case HOLDS: return dem_str_find(line, want) < line.len;
    }
    return false;
}

/* "12 comments", "3 thoughts on …", "5 min read", "2 shares" */
static dem_cue counted(dem_str line, int words)
{
    size_t i = 0;
    while (i < line.len &&
           ((line.at[i] >= '0' && line.at[i] <= '9') || line.at[i] == ',' || line.at[i] == '.'))
        i++;
    if (i == 0 || i + 1 >= line.len || line.at[i] != ' ')
        return (dem_cue){0};
    dem_str rest = dem_str_cut(line, i + 1, line.len);
    if (words <= 4 &&
        (dem_str_starts(rest, DEM_STR("comment")) || dem_str_starts(rest, DEM_STR("repl"))))
        return (dem_cue){"comments", DEM_CUE_TAIL};
    if (dem_str_starts(rest, DEM_STR("thoughts on ")) ||
        dem_str_starts(rest, DEM_STR("responses to ")))
        return (dem_cue){"comments", DEM_CUE_TAIL};
    if (words <= 4 &&
        (dem_str_starts(rest, DEM_STR("share")) || dem_str_starts(rest, DEM_STR("views")) ||
         dem_str_starts(rest, DEM_STR("likes"))))
        return (dem_cue){"share", DEM_CUE_EDGE};
    return (dem_cue){0};
}

/* A row of short labels between marks ("Politics · Business · Opinion", "Gazette / World / Asia"), or of
 * buttons alone ("Share Save Print"). */
static dem_cue labels(dem_str line, int words)
{
    static const char *const marks[] = {" · ", " | ", " / ", " • ", " » ", " > "};
    static const char *const buttons[] = {"share", "save", "print", "email", "tweet", "comment", "copy", "link",
                                          "facebook", "twitter", "whatsapp", "telegram", "bookmark"};
    enum { MOST = 16, SHORT = 28 };
    for (size_t m = 0; words <= MOST && m < sizeof marks / sizeof *marks; m++) {
        dem_str mark = dem_str_of(marks[m]), rest = line;
        int parts = 1;
        bool brief = true;
        for (size_t at; (at = dem_str_find(rest, mark)) < rest.len; parts++) {
            brief &= at <= SHORT;
            rest = dem_str_cut(rest, at + mark.len, rest.len);
        }
        if (parts >= 3 && brief && rest.len <= SHORT)
            return (dem_cue){"navigation", DEM_CUE_EDGE};
    }
    int seen = 0;
    for (dem_str rest = line; rest.at; seen++) {
        dem_str word = dem_str_split(&rest, ' ');
        bool button = false;
        for (size_t b = 0; b < sizeof buttons / sizeof *buttons; b++)
            button |= dem_str_eq(word, dem_str_of(buttons[b]));
        if (!button)
            return (dem_cue){0};
    }
    return seen >= 2 ? (dem_cue){"share", DEM_CUE_EDGE} : (dem_cue){0};
}

/* The pairs of bytes a line holds, one bit each (several pairs share one): a phrase whose first or last
 * pair is not there need not be looked for. */
typedef struct pairs {
    uint64_t bits[16];
} pairs;

static uint32_t pair_at(const char *s)
{
    return ((unsigned char)s[0] * 37u + (unsigned char)s[1]) & 1023;
}

static pairs pairs_of(dem_str s)
{
    pairs p = {{0}};
    for (size_t i = 0; i + 1 < s.len; i++) {
        uint32_t k = pair_at(s.at + i);
        p.bits[k >> 6] |= 1ull << (k & 63);
    }
    return p;
}

static bool may_hold(const pairs *line, const phrase *p)
{
    uint32_t a = pair_at(p->text), b = pair_at(p->text + p->len - 2);
    return (line->bits[a >> 6] >> (a & 63) & 1) && (line->bits[b >> 6] >> (b & 63) & 1);
}

/* The first phrase that begins with a byte not below `c`. */
static size_t first_of(char c)
{
    size_t low = 0, high = sizeof FRONT / sizeof *FRONT;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if ((unsigned char)FRONT[mid].text[0] < (unsigned char)c)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
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
    pairs have = pairs_of(s);
    for (size_t i = first_of(folded[0]);
         i < sizeof FRONT / sizeof *FRONT && FRONT[i].text[0] == folded[0]; i++)
        if (words <= FRONT[i].words && meets(&FRONT[i], s, whole))
            return (dem_cue){FRONT[i].rule, (dem_cue_place)FRONT[i].place};
    for (size_t i = 0; i < sizeof INSIDE / sizeof *INSIDE; i++)
        if (words <= INSIDE[i].words && may_hold(&have, &INSIDE[i]) && meets(&INSIDE[i], s, whole))
            return (dem_cue){INSIDE[i].rule, (dem_cue_place)INSIDE[i].place};
    dem_cue row = labels(s, words);
    return row.rule ? row : counted(s, words);
}

# The .dna file against what Discourse Network Analyzer 3.0 reads: its tables and columns, the coder it lets in, the
# default statement type, values within its limits.
cat > a.txt <<'X'
Norway and the tariffs

“We reject the tariffs,” said Anna Holm, the Norwegian foreign minister. She said Norway supports the talks on trade. Chile supports the sanctions, said Ana Ruiz, the foreign minister of Chile, on Monday. An official who was not allowed to speak to the press and asked not to be named because the talks on trade between the two governments and their many committees, working groups and delegations were still going on said Norway would support the talks.
X
printf 'The line and the pane\r\n\r\nNorway – and Oslo – said on Tuesday that it supports the sanctions.\r\nNorway – we reject the tariffs, Anna Holm, the Norwegian foreign minister, said.\r\n' > crlf.txt
demarche add -q --date 2021-03-04 a.txt crlf.txt
demarche export dna > x.dna
demarche export dna-events > x.csv
python3 - <<'END'
import csv, sqlite3
dna = sqlite3.connect("x.dna")
wanted = {
    "SETTINGS": "Property Value", "REGEXES": "Label Red Green Blue", "STATEMENTTYPES": "ID Label Red Green Blue",
    "CODERS": "ID Name Red Green Blue Refresh FontSize Password PopupWidth ColorByCoder PopupDecoration PopupAutoComplete "
              "PermissionAddDocuments PermissionEditDocuments PermissionDeleteDocuments PermissionImportDocuments "
              "PermissionAddStatements PermissionEditStatements PermissionDeleteStatements PermissionEditAttributes "
              "PermissionEditRegex PermissionEditStatementTypes PermissionEditCoders PermissionEditCoderRelations "
              "PermissionViewOthersDocuments PermissionEditOthersDocuments PermissionViewOthersStatements "
              "PermissionEditOthersStatements",
    "CODERRELATIONS": "ID Coder OtherCoder viewStatements editStatements viewDocuments editDocuments",
    "DOCUMENTS": "ID Title Text Coder Author Source Section Notes Type Date",
    "VARIABLES": "ID Variable DataType StatementTypeId", "VARIABLELINKS": "ID SourceVariableId TargetVariableId",
    "STATEMENTS": "ID StatementTypeId DocumentId Start Stop Coder",
    "ENTITIES": "ID VariableId Value Red Green Blue ChildOf",
    "DATABOOLEAN": "ID StatementId VariableId Value", "DATAINTEGER": "ID StatementId VariableId Value",
    "DATASHORTTEXT": "ID StatementId VariableId Entity", "DATALONGTEXT": "ID StatementId VariableId Value",
    "ATTRIBUTEVARIABLES": "ID VariableId AttributeVariable",
    "ATTRIBUTEVALUES": "ID EntityId AttributeVariableId AttributeValue"}
have = {n for n, in dna.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
print("tables", set(wanted) == have)
for table, columns in wanted.items():
    got = [r[1] for r in dna.execute("PRAGMA table_info(%s)" % table)]
    if got != columns.split():
        print(table, got)
print("the coder may do all", [v for v in dna.execute("SELECT * FROM CODERS").fetchone()[12:] if v != 1])
print(dna.execute("SELECT Label FROM STATEMENTTYPES").fetchall(), dna.execute("SELECT Variable, DataType FROM VARIABLES ORDER BY ID").fetchall())
one = lambda sql: dna.execute(sql).fetchone()[0]
print("statements", one("SELECT count(*) FROM STATEMENTS") >= 1)
for rule in ("SELECT count(*) FROM STATEMENTS WHERE Start < 0 OR Start >= Stop",
             "SELECT count(*) FROM ENTITIES WHERE length(Value) > 190 OR Red NOT BETWEEN 0 AND 255",
             "SELECT count(*) FROM DOCUMENTS WHERE length(Title) > 190 OR length(Author) > 190 OR length(Source) > 190 OR Date IS NULL",
             "SELECT count(*) FROM STATEMENTS s WHERE (SELECT count(*) FROM DATASHORTTEXT x WHERE x.StatementId = s.ID) <> 3 OR (SELECT count(*) FROM DATABOOLEAN x WHERE x.StatementId = s.ID) <> 1",
             "SELECT count(*) FROM DATASHORTTEXT x JOIN ENTITIES e ON e.ID = x.Entity WHERE e.VariableId <> x.VariableId",
             "SELECT count(*) FROM ENTITIES e WHERE (SELECT count(*) FROM ATTRIBUTEVALUES a WHERE a.EntityId = e.ID) <> (SELECT count(*) FROM ATTRIBUTEVARIABLES v WHERE v.VariableId = e.VariableId)",
             "SELECT count(*) FROM DOCUMENTS WHERE date(Date, 'unixepoch') <> '2021-03-04'"):
    print(one(rule), end=" ")
print(dna.execute("PRAGMA foreign_key_check").fetchall())
for text, begin, end in dna.execute("SELECT Text, Start, Stop FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE d.Title LIKE 'The line%' ORDER BY s.ID"):
    print(text.encode("utf-16-le")[2 * begin:2 * end].decode("utf-16-le"), "\r" in text)
rows = list(csv.DictReader(open("x.csv", encoding="utf-8", newline=""), delimiter=";"))
ours = dna.execute("""SELECT s.ID, d.Title, (SELECT Value FROM ENTITIES e JOIN DATASHORTTEXT x ON x.Entity = e.ID WHERE x.StatementId = s.ID AND x.VariableId = 3),
    (SELECT Value FROM DATABOOLEAN x WHERE x.StatementId = s.ID) FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId ORDER BY s.ID""").fetchall()
print("the event list agrees", [(int(r["statement ID"]), r["document title"], r["concept"], int(r["agreement"])) for r in rows] == ours, rows[0]["time"])
END

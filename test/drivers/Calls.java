import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.postgresql.util.PGobject;

/** Makes the calls of calls.json through JDBC. */
public class Calls {
    /** A way to set one argument, and what it is called. */
    record Form(String name, Setter setter) {}

    interface Setter {
        void set(PreparedStatement statement, int i) throws SQLException;
    }

    record Argument(String kind, String value) {}

    /** Values of arguments and of what comes back as the server writes them. */
    record Call(String sql, List<Argument> arguments, List<String> kinds, boolean isTable, String expected, Integer count, String fails) {}

    static final String LIST = """
        SELECT c ->> 'call', c ->> 'fails', c ?? 'rows', c ->> 'count', c -> 'gives' ->> 1,
            ARRAY(SELECT jsonb_array_elements_text(CASE WHEN c ?? 'gives' THEN jsonb_build_array(c -> 'gives' -> 0) ELSE c -> 'rows' END)),
            ARRAY(SELECT a ->> 0 FROM jsonb_array_elements(c -> 'args') a),
            ARRAY(SELECT CASE a ->> 0 WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(nullif(a -> 1, 'null')))::text ELSE a ->> 1 END
                FROM jsonb_array_elements(c -> 'args') a),
            ARRAY(SELECT a -> 1 = 'null' FROM jsonb_array_elements(c -> 'args') a)
        FROM jsonb_array_elements(?::jsonb) c""";

    static List<Call> readCalls(Connection connection, String json) throws SQLException {
        List<Call> calls = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setString(1, json);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                String[] kinds = (String[]) row.getArray(7).getArray();
                String[] values = (String[]) row.getArray(8).getArray();
                Boolean[] nulls = (Boolean[]) row.getArray(9).getArray();
                List<Argument> arguments = new ArrayList<>();
                for (int i = 0; i < kinds.length; i++)
                    arguments.add(new Argument(kinds[i], nulls[i] ? null : values[i]));
                calls.add(new Call(row.getString(1), arguments, List.of((String[]) row.getArray(6).getArray()), row.getBoolean(3),
                    row.getString(5), row.getString(4) == null ? null : row.getInt(4), row.getString(2)));
            }
        }
        return calls;
    }

    static Form object(String type, String value) {
        return new Form("PGobject " + type, (s, i) -> {
            PGobject object = new PGobject();
            object.setType(type);
            object.setValue(value);
            s.setObject(i, object);
        });
    }

    static List<Form> nulls(String kind) {
        List<Form> forms = new ArrayList<>();
        forms.add(new Form("null", (s, i) -> s.setObject(i, null)));
        forms.add(new Form("NULL", (s, i) -> s.setNull(i, Types.NULL)));
        forms.add(new Form("OTHER", (s, i) -> s.setNull(i, Types.OTHER)));
        switch (kind) {
            case "text", "json" -> forms.add(new Form("VARCHAR", (s, i) -> s.setString(i, null)));
            case "int" -> {
                forms.add(new Form("BIGINT", (s, i) -> s.setNull(i, Types.BIGINT)));
                forms.add(new Form("INTEGER", (s, i) -> s.setNull(i, Types.INTEGER)));
            }
            case "time" -> {
                forms.add(new Form("TIMESTAMP", (s, i) -> s.setTimestamp(i, null)));
                forms.add(new Form("TIMESTAMPTZ", (s, i) -> s.setNull(i, Types.TIMESTAMP_WITH_TIMEZONE)));
            }
            default -> forms.add(new Form("ARRAY", (s, i) -> s.setNull(i, Types.ARRAY)));
        }
        return forms;
    }

    static List<Form> texts(String value) {
        return List.of(new Form("String", (s, i) -> s.setString(i, value)), new Form("Object", (s, i) -> s.setObject(i, value)),
            new Form("OTHER", (s, i) -> s.setObject(i, value, Types.OTHER)));
    }

    static List<Form> ints(String value, boolean untyped) {
        List<Form> forms = new ArrayList<>();
        long number = Long.parseLong(value);
        forms.add(new Form("long", (s, i) -> s.setLong(i, number)));
        forms.add(new Form("Long", (s, i) -> s.setObject(i, number)));
        forms.add(new Form("OTHER", (s, i) -> s.setObject(i, value, Types.OTHER)));
        if (number <= Short.MAX_VALUE) {
            forms.add(new Form("int", (s, i) -> s.setInt(i, (int) number)));
            forms.add(new Form("short", (s, i) -> s.setShort(i, (short) number)));
        }
        if (untyped)
            forms.add(new Form("String", (s, i) -> s.setString(i, value)));
        return forms;
    }

    static List<Form> times(String value, boolean untyped) {
        OffsetDateTime at = OffsetDateTime.parse(value);
        List<Form> forms = new ArrayList<>();
        forms.add(new Form("Timestamp", (s, i) -> s.setTimestamp(i, Timestamp.from(at.toInstant()))));
        forms.add(new Form("OffsetDateTime", (s, i) -> s.setObject(i, at)));
        forms.add(new Form("LocalDateTime", (s, i) -> s.setObject(i, at.toLocalDateTime())));
        forms.add(new Form("Date", (s, i) -> s.setDate(i, Date.valueOf(at.toLocalDate()))));
        forms.add(new Form("LocalDate", (s, i) -> s.setObject(i, at.toLocalDate())));
        forms.add(new Form("OTHER", (s, i) -> s.setObject(i, value, Types.OTHER)));
        if (untyped)
            forms.add(new Form("String", (s, i) -> s.setString(i, value)));
        return forms;
    }

    static List<Form> arrays(String value) {
        String inner = value.substring(1, value.length() - 1);
        String[] items = inner.isEmpty() ? new String[0] : inner.split(",");
        return List.of(new Form("text[]", (s, i) -> s.setArray(i, s.getConnection().createArrayOf("text", items))),
            new Form("varchar[]", (s, i) -> s.setArray(i, s.getConnection().createArrayOf("varchar", items))),
            new Form("String[]", (s, i) -> s.setObject(i, items)));
    }

    static List<Form> forms(Argument argument, boolean untyped) {
        if (argument.value() == null)
            return nulls(argument.kind());
        return switch (argument.kind()) {
            case "int" -> ints(argument.value(), untyped);
            case "time" -> times(argument.value(), untyped);
            case "array" -> arrays(argument.value());
            case "json" -> {
                List<Form> forms = new ArrayList<>(List.of(object("json", argument.value()), object("jsonb", argument.value())));
                forms.addAll(texts(argument.value()));
                yield forms;
            }
            default -> texts(argument.value());
        };
    }

    static boolean fits(String kind, Object value) {
        return switch (kind) {
            case "int" -> value instanceof Long;
            case "text" -> value instanceof String;
            case "bool" -> value instanceof Boolean;
            case "time" -> value instanceof Timestamp;
            case "bytes" -> value instanceof byte[] bytes && bytes.length > 0;
            case "json" -> value instanceof PGobject object && object.getType().equals("jsonb");
            default -> "".equals(Objects.toString(value));
        };
    }

    /** Null, or what is wrong with what came back. */
    static String wrong(Call call, ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
            for (int i = 0; i < call.kinds().size(); i++) {
                Object value = rows.getObject(i + 1);
                if (!(call.isTable() && value == null) && !fits(call.kinds().get(i), value))
                    return "gave " + value + ", no " + call.kinds().get(i);
                if (call.expected() != null && !call.expected().equals(Objects.toString(value)))
                    return "gave " + value + ", not " + call.expected();
            }
        }
        if (call.fails() != null)
            return "gave " + count + " rows";
        return call.isTable() && call.count() != null && call.count() != count ? count + " rows" : null;
    }

    static String run(Connection connection, Call call, String sql, List<Form> forms) throws SQLException {
        try (PreparedStatement statement = sql.startsWith("{") ? connection.prepareCall(sql) : connection.prepareStatement(sql)) {
            for (int i = 0; i < forms.size(); i++)
                forms.get(i).setter().set(statement, i + 1);
            return wrong(call, statement.executeQuery());
        } catch (SQLException error) {
            return error.getSQLState() != null && error.getSQLState().equals(call.fails()) ? null : error.getSQLState() + ": " + error.getMessage();
        } finally {
            connection.rollback();
        }
    }

    static void callInMode(Connection connection, String mode, Call call, boolean untyped, String pattern) throws SQLException {
        List<List<Form>> all = call.arguments().stream().map((argument) -> forms(argument, untyped)).toList();
        int variants = all.stream().mapToInt(List::size).max().orElse(1);
        String sql = pattern.replace("CALL", call.sql());
        for (int n = 0; n < variants; n++) {
            List<Form> chosen = new ArrayList<>();
            for (List<Form> forms : all)
                chosen.add(forms.get(n % forms.size()));
            String problem = run(connection, call, sql, chosen);
            System.out.printf("%s - %s: %s with %s%n", problem == null ? "ok" : "not ok", mode, sql, chosen.stream().map(Form::name).toList());
            if (problem != null)
                System.out.println(problem);
        }
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> environment = System.getenv();
        String url = "jdbc:postgresql://127.0.0.1:" + environment.get("PGPORT") + "/" + environment.get("PGDATABASE") + "?user="
            + environment.get("PGUSER");
        Map<String, String> modes = new LinkedHashMap<>();
        modes.put("extended", "");
        modes.put("simple", "&preferQueryMode=simple");
        modes.put("prepared", "&prepareThreshold=-1");
        modes.put("untyped strings", "&stringtype=unspecified");
        for (Map.Entry<String, String> mode : modes.entrySet()) {
            try (Connection connection = DriverManager.getConnection(url + mode.getValue())) {
                connection.setAutoCommit(false);
                boolean untyped = !mode.getKey().equals("extended") && !mode.getKey().equals("prepared");
                for (Call call : readCalls(connection, Files.readString(Path.of(args[0])))) {
                    callInMode(connection, mode.getKey(), call, untyped, "SELECT * FROM CALL");
                    if (mode.getKey().equals("extended") && !call.sql().contains("=>"))
                        callInMode(connection, "escape", call, untyped, "{call CALL}");
                }
            }
        }
    }
}

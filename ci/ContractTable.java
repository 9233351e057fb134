import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Prints which contracts hold on which backend, as a table in Markdown, and why those are skipped that are:
 * {@code java ci/ContractTable.java LANE...}. Reads
 * the JUnit XML reports below each lane's folder. A report says which suite a test ran for by the test's unique id;
 * Surefire's do not, and there the module's folder stands for its backend, and all of its suites count. Ends with 1 if a contract failed, or if one
 * of the backends is in no report.
 */
public final class ContractTable {

    private static final Pattern SUITE = Pattern.compile("\\[suite:(?:[\\w$]+\\.)*([\\w$]+)\\]");
    private static final Pattern CONTRACT = Pattern.compile("(?:[\\w$]+\\.)*testkit\\.contract\\.(\\w+Contract)");

    /** What ran the contracts, in the order of the columns. */
    private static final List<Map.Entry<String, String>> BACKENDS = List.of(
            Map.entry("KvmContractsTest", "`kvm:///`"),
            Map.entry("QemuContracts", "`qemu:///`"),
            Map.entry("TestDriverContractsTest", "`test:///FILE.xml`"),
            Map.entry("hv-mem", "`mem:///`"));

    /** A field of the table. */
    private static final class Count {
        private int passed;
        private int skipped;
        private int failed;

        private void add(Element testCase) {
            if (has(testCase, "failure") || has(testCase, "error")) {
                failed++;
            } else if (has(testCase, "skipped")) {
                skipped++;
            } else {
                passed++;
            }
        }

        private void add(Count other) {
            passed += other.passed;
            skipped += other.skipped;
            failed += other.failed;
        }

        @Override
        public String toString() {
            return passed + (skipped == 0 ? "" : ", " + skipped + " skipped") + (failed == 0 ? "" : ", **" + failed + " failed**");
        }
    }

    /** A column: a backend in a lane. In the order of the backends, then of the lanes' names. */
    private record Column(int backend, String lane) implements Comparable<Column> {
        @Override
        public int compareTo(Column other) {
            return backend != other.backend ? Integer.compare(backend, other.backend) : lane.compareTo(other.lane);
        }

        private String title() {
            return BACKENDS.get(backend).getValue() + " " + lane;
        }
    }

    /** How a reason begins in a report, the backend's own name included. */
    private static final Pattern REASON = Pattern.compile(
            "(?:[\\w.]*TestAbortedException: )?(?:Assumption failed: )?(?:(?:libvirt-qemu|libvirt-test|kvm|mem-poor|mem)(?:: | ))?(.*)");

    private final Map<Column, Map<String, Count>> table = new TreeMap<>();
    /** By backend and reason: which contracts, and how many of each. */
    private final Map<Integer, Map<String, Map<String, Integer>>> reasons = new TreeMap<>();

    private ContractTable() {}

    public static void main(String[] lanes) throws Exception {
        ContractTable contracts = new ContractTable();
        for (String lane : lanes) {
            contracts.read(Path.of(lane));
        }
        System.exit(contracts.print() ? 0 : 1);
    }

    private void read(Path lane) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        try (Stream<Path> files = Files.walk(lane)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList()) {
                NodeList cases = parser.parse(file.toFile()).getElementsByTagName("testcase");
                for (int i = 0; i < cases.getLength(); i++) {
                    count(lane, file, (Element) cases.item(i));
                }
            }
        }
    }

    private void count(Path lane, Path file, Element testCase) {
        Matcher contract = CONTRACT.matcher(testCase.getAttribute("classname"));
        if (!contract.matches()) {
            return;
        }
        Matcher suite = SUITE.matcher(testCase.getTextContent());
        String runner;
        String where = lane.getFileName().toString();
        if (suite.find()) {
            runner = suite.group(1);
        } else {
            Path module = file.getParent();
            runner = module.getFileName().toString();
            // Maven runs more than once, each time into a folder of its own.
            where += ", " + module.getParent().getFileName();
        }
        for (int i = 0; i < BACKENDS.size(); i++) {
            if (BACKENDS.get(i).getKey().equals(runner)) {
                table.computeIfAbsent(new Column(i, where), key -> new TreeMap<>())
                        .computeIfAbsent(contract.group(1), key -> new Count())
                        .add(testCase);
                if (has(testCase, "skipped")) {
                    reasons.computeIfAbsent(i, key -> new TreeMap<>())
                            .computeIfAbsent(reason(testCase), key -> new TreeMap<>())
                            .merge(contract.group(1), 1, Integer::sum);
                }
            }
        }
    }

    /** Why it was skipped, without the backend's name, which its place says. */
    private static String reason(Element testCase) {
        Element skipped = (Element) testCase.getElementsByTagName("skipped").item(0);
        String text = (skipped.getAttribute("message") + "\n" + skipped.getTextContent()).strip();
        Matcher reason = REASON.matcher(text.lines().findFirst().orElse(""));
        return reason.matches() && !reason.group(1).isEmpty() ? reason.group(1) : "no reason is given";
    }

    private static boolean has(Element testCase, String child) {
        return testCase.getElementsByTagName(child).getLength() > 0;
    }

    private boolean print() {
        TreeSet<String> contracts = new TreeSet<>();
        table.values().forEach(column -> contracts.addAll(column.keySet()));
        StringBuilder text = new StringBuilder();
        text.append("| contract |");
        table.keySet().forEach(column -> text.append(' ').append(column.title()).append(" |"));
        text.append("\n|---|").append("---|".repeat(table.size())).append('\n');
        for (String contract : contracts) {
            row(text, contract, column -> Optional.ofNullable(column.get(contract)));
        }
        row(text, "all", column -> Optional.of(sum(column)));
        reasons.forEach((backend, why) -> {
            text.append("\n").append(BACKENDS.get(backend).getValue()).append(" skips, in all lanes and suites together:\n\n");
            why.forEach((reason, where) -> text.append("- ")
                    .append(reason)
                    .append(": ")
                    .append(where.entrySet().stream()
                            .map(each -> each.getKey() + " " + each.getValue())
                            .collect(Collectors.joining(", ")))
                    .append("\n"));
        });
        System.out.print(text);

        boolean complete = true;
        for (int i = 0; i < BACKENDS.size(); i++) {
            int backend = i;
            if (table.keySet().stream().noneMatch(column -> column.backend() == backend)) {
                System.out.println("\nNot run: " + BACKENDS.get(i).getValue());
                complete = false;
            }
        }
        return complete && table.values().stream().allMatch(column -> sum(column).failed == 0);
    }

    /** Makes a field of a column. */
    private interface Field {
        Optional<Count> of(Map<String, Count> column);
    }

    private void row(StringBuilder text, String title, Field field) {
        text.append("| ").append(title).append(" |");
        for (Map<String, Count> column : table.values()) {
            text.append(' ').append(field.of(column).map(Count::toString).orElse("")).append(" |");
        }
        text.append('\n');
    }

    private static Count sum(Map<String, Count> column) {
        Count sum = new Count();
        column.values().forEach(sum::add);
        return sum;
    }
}

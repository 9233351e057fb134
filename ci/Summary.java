import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Counts the JUnit XML reports below each lane's folder: {@code java ci/Summary.java LANE...}. A folder without a single
 * test case counts as a failure: a lane never passes by having run nothing. Ends with 1 if anything failed.
 */
public final class Summary {
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> skips = new TreeMap<>();
    private int passed;

    private Summary() {}

    public static void main(String[] lanes) throws Exception {
        int passed = 0;
        int failed = 0;
        int skipped = 0;
        List<String> names = new ArrayList<>();
        for (String lane : lanes) {
            Summary summary = new Summary();
            summary.read(Path.of(lane));
            summary.print(Path.of(lane).getFileName().toString());
            passed += summary.passed;
            failed += summary.failures.size();
            skipped += summary.skipped();
            summary.failures.forEach(failure -> names.add(
                    Path.of(lane).getFileName() + ": " + failure.lines().findFirst().orElseThrow()));
        }
        // Once more, and last: who reads a log's end alone is to see all of them.
        names.forEach(name -> System.out.println("FAILED " + name));
        System.out.printf("%d passed, %d failed, %d skipped%n", passed, failed, skipped);
        System.exit(failed == 0 ? 0 : 1);
    }

    private int skipped() {
        return skips.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void read(Path lane) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        try (Stream<Path> files = Files.walk(lane)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList()) {
                NodeList cases = parser.parse(file.toFile()).getElementsByTagName("testcase");
                for (int i = 0; i < cases.getLength(); i++) {
                    count((Element) cases.item(i));
                }
            }
        }
        if (passed + failures.size() + skips.size() == 0) {
            failures.add("nothing ran, and nothing says why");
        }
    }

    private void count(Element testCase) {
        NodeList skips = testCase.getElementsByTagName("skipped");
        if (has(testCase, "failure") || has(testCase, "error")) {
            failures.add(testCase.getAttribute("classname") + "." + testCase.getAttribute("name") + why(testCase));
        } else if (skips.getLength() > 0) {
            this.skips.merge(reason((Element) skips.item(0)), 1, Integer::sum);
        } else {
            passed++;
        }
    }

    private static boolean has(Element testCase, String child) {
        return testCase.getElementsByTagName(child).getLength() > 0;
    }

    /** What a failure says, as far as a log of many has room for it: its first lines, and the project's own frames. */
    private static String why(Element testCase) {
        String kind = has(testCase, "failure") ? "failure" : "error";
        Element failure = (Element) testCase.getElementsByTagName(kind).item(0);
        String text = failure.getTextContent().strip();
        String message = failure.getAttribute("message").strip();
        if (!text.contains(message)) {
            text = message + "\n" + text;
        }
        Stream<String> said = text.lines().takeWhile(line -> !line.startsWith("\tat ")).limit(6);
        Stream<String> where = text.lines().filter(line -> line.startsWith("\tat ") && line.contains("io.hv.")).limit(4);
        StringBuilder why = new StringBuilder();
        Stream.concat(said, where)
                .map(line -> line.strip())
                .map(line -> line.length() > 400 ? line.substring(0, 200) + " [...] " + line.substring(line.length() - 180) : line)
                .forEach(line -> why.append("\n           ").append(line));
        return why.toString();
    }

    /** The reason as JUnit (text) or Surefire (attribute) give it, on one line, without the exception's class. */
    private static String reason(Element skipped) {
        String text = skipped.getAttribute("message");
        if (text.isBlank()) {
            text = skipped.getTextContent();
        }
        String line = text.strip().lines().findFirst().orElse("no reason given");
        return line.replaceFirst("^org\\.opentest4j\\.TestAbortedException: ", "")
                .replaceFirst("^Assumption failed: ", "")
                .replaceFirst("^parent was skipped: ", "");
    }

    private void print(String lane) {
        System.out.printf(
                "lane %s: %d passed, %d failed, %d skipped%n", lane, passed, failures.size(), skipped());
        skips.forEach((reason, count) -> System.out.printf("  skipped %d: %s%n", count, reason));
        failures.forEach(name -> System.out.println("  FAILED " + name));
    }
}

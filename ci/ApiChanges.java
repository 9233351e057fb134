import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Compares what has changed in the API with what the documentation lists:
 * {@code java ci/ApiChanges.java hv-api/target/japicmp/api-changes.xml docs/api-changes.md}. The first is japicmp's
 * report; in the second, blocks fenced as {@code api} count that stand above the section of the baseline's issue. Prints
 * what one has and the other lacks, and ends with 1 then. With {@code --print} it only prints the lines of the report.
 * See docs/testing.md for what a line looks like.
 */
public final class ApiChanges {
    private static final Pattern BASELINE = Pattern.compile(".*/hv-api-(\\d+)\\.jar");
    private static final Pattern SECTION = Pattern.compile("## .*\\bissue (\\d+)\\s*");
    private static final List<String> MEMBERS = List.of("constructors", "methods", "fields");

    private ApiChanges() {}

    public static void main(String[] arguments) throws Exception {
        Element report = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(arguments[0]).toFile())
                .getDocumentElement();
        TreeSet<String> changes = changes(report);
        if (arguments[1].equals("--print")) {
            changes.forEach(System.out::println);
            return;
        }
        Matcher jar = BASELINE.matcher(report.getAttribute("oldJar"));
        if (!jar.matches()) {
            throw new IllegalArgumentException("not a report on a baseline: " + report.getAttribute("oldJar"));
        }
        TreeSet<String> listed = listed(Files.readAllLines(Path.of(arguments[1])), jar.group(1));
        List<String> unlisted = new ArrayList<>(changes);
        unlisted.removeAll(listed);
        List<String> unreal = new ArrayList<>(listed);
        unreal.removeAll(changes);
        System.out.printf("%d changes since the end of issue %s, %d listed%n", changes.size(), jar.group(1), listed.size());
        print("not listed in " + arguments[1] + ", in a block fenced as api of the present issue:", unlisted);
        print("listed in " + arguments[1] + ", but no such change:", unreal);
        System.exit(unlisted.isEmpty() && unreal.isEmpty() ? 0 : 1);
    }

    private static void print(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            System.out.println(title);
            lines.forEach(System.out::println);
        }
    }

    /** The lines of the fenced blocks that are newer than the baseline. The newest section comes first. */
    private static TreeSet<String> listed(List<String> document, String baseline) {
        TreeSet<String> listed = new TreeSet<>();
        boolean inside = false;
        for (String line : document) {
            Matcher section = SECTION.matcher(line);
            if (!inside && section.matches() && section.group(1).equals(baseline)) {
                return listed;
            }
            if (inside && line.equals("```")) {
                inside = false;
            } else if (inside && !line.isBlank()) {
                listed.add(line.strip());
            } else if (line.equals("```api")) {
                inside = true;
            }
        }
        throw new IllegalArgumentException("no section tells of issue " + baseline + ", which the baseline is of");
    }

    private static TreeSet<String> changes(Element report) {
        TreeSet<String> changes = new TreeSet<>();
        for (Element type : children(child(report, "classes"))) {
            String name = type.getAttribute("fullyQualifiedName").replace('$', '.');
            String status = type.getAttribute("changeStatus");
            if (!status.equals("UNCHANGED") && !status.equals("MODIFIED")) {
                // What it has comes and goes with it.
                changes.add(line(type, name));
                continue;
            }
            if (isChangedItself(type)) {
                changes.add(line(type, name));
            }
            for (String kind : MEMBERS) {
                for (Element member : children(child(type, kind))) {
                    if (!member.getAttribute("changeStatus").equals("UNCHANGED") || !reasons(member).isEmpty()) {
                        changes.add(line(member, name + "#" + signature(member)));
                    }
                }
            }
        }
        return changes;
    }

    /** A type counts as modified for the report where only a member is, too. */
    private static boolean isChangedItself(Element type) {
        return !reasons(type).isEmpty()
                || Stream.of("modifiers", "interfaces", "genericTemplates")
                        .anyMatch(part -> isAnyChanged(children(child(type, part))))
                || isAnyChanged(List.of(child(type, "superclass")));
    }

    private static boolean isAnyChanged(List<Element> parts) {
        return parts.stream().anyMatch(part -> !part.getAttribute("changeStatus").equals("UNCHANGED"));
    }

    /** What japicmp says of a type, less its members, or of a member with its parameters and its result. */
    private static List<Element> reasons(Element part) {
        List<Element> reasons = new ArrayList<>();
        for (Element each : children(part)) {
            if (each.getTagName().equals("compatibilityChange")) {
                reasons.add(each);
            } else if (!MEMBERS.contains(each.getTagName())) {
                reasons.addAll(reasons(each));
            }
        }
        return reasons;
    }

    private static String line(Element part, String what) {
        boolean breaks = reasons(part).stream()
                .anyMatch(reason -> reason.getAttribute("binaryCompatible").equals("false")
                        || reason.getAttribute("sourceCompatible").equals("false"));
        String sign = switch (part.getAttribute("changeStatus")) {
            case "NEW" -> "+ ";
            case "REMOVED" -> "- ";
            default -> "~ ";
        };
        return (breaks ? "!" : "") + sign + what;
    }

    private static String signature(Element member) {
        if (member.getTagName().equals("field")) {
            return member.getAttribute("name");
        }
        return children(child(member, "parameters")).stream()
                .map(parameter -> parameter.getAttribute("type"))
                .map(type -> type.substring(type.lastIndexOf('.') + 1).replace('$', '.'))
                .collect(Collectors.joining(", ", member.getAttribute("name") + "(", ")"));
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(parent.getTagName() + " has no " + name));
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}

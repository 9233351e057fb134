package io.hv.xml.generator;

import io.hv.xml.generator.Pattern.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads schemas of RELAX NG in XML syntax, each file once, so that a pattern is one object in whichever grammar. What
 * libvirt's schemas do not use is refused and not guessed: overriding includes, {@code externalRef}, {@code parentRef}.
 */
final class Schemas {

    private static final String RELAX_NG = "http://relaxng.org/ns/structure/1.0";

    private final Path folder;
    private final Map<String, SchemaFile> files = new LinkedHashMap<>();
    private String file = "";
    private String definition = "";
    private int index;

    Schemas(Path folder) {
        this.folder = folder;
    }

    /** The grammar of a file, with all that it includes. */
    Grammar grammar(String name) throws IOException {
        return grammar(file(name));
    }

    /** The same for a {@code grammar} inside a pattern. */
    Grammar grammar(SchemaFile root) throws IOException {
        Set<SchemaFile> all = new LinkedHashSet<>();
        include(root, all);
        return new Grammar(List.copyOf(all));
    }

    private void include(SchemaFile root, Set<SchemaFile> all) throws IOException {
        if (all.add(root)) {
            for (String name : root.includes) {
                include(file(name), all);
            }
        }
    }

    private SchemaFile file(String name) throws IOException {
        SchemaFile known = files.get(name);
        if (known == null) {
            String before = file;
            String definitionBefore = definition;
            int indexBefore = index;
            file = name;
            definition = "";
            index = 0;
            known = new SchemaFile(name);
            files.put(name, known);
            grammar(document(name), known);
            file = before;
            definition = definitionBefore;
            index = indexBefore;
        }
        return known;
    }

    private Element document(String name) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new File(folder.toFile(), name));
            return document.getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    private void grammar(Element grammar, SchemaFile to) {
        for (Element each : children(grammar)) {
            switch (each.getLocalName()) {
                case "include" -> {
                    if (!children(each).isEmpty()) {
                        throw refused(each);
                    }
                    to.includes.add(each.getAttribute("href"));
                }
                case "start" -> to.starts.addAll(parts(each));
                case "define" -> {
                    definition = each.getAttribute("name");
                    to.definitions
                            .computeIfAbsent(definition, unused -> new ArrayList<>())
                            .add(parts(each));
                    definition = "";
                }
                default -> throw refused(each);
            }
        }
    }

    private List<Pattern> parts(Element of) {
        List<Pattern> parts = new ArrayList<>();
        for (Element each : children(of)) {
            pattern(each, parts);
        }
        return parts;
    }

    private void pattern(Element each, List<Pattern> to) {
        switch (each.getLocalName()) {
            case "element" -> named(Kind.ELEMENT, each, to);
            case "attribute" -> named(Kind.ATTRIBUTE, each, to);
            case "ref" -> {
                Name name = new Name("", each.getAttribute("name"));
                to.add(new Pattern(Kind.REFERENCE, name, List.of(), file, index++, definition, null));
            }
            case "zeroOrMore", "oneOrMore" -> add(Kind.REPETITION, each, to);
            case "text", "data", "value", "list" ->
                to.add(new Pattern(Kind.TEXT, null, List.of(), file, index++, definition, null));
            case "group", "optional" -> add(Kind.SEQUENCE, each, to);
            case "interleave", "choice" -> add(Kind.PARTS, each, to);
            case "empty", "notAllowed" -> {}
            case "grammar" -> {
                SchemaFile nested = new SchemaFile(file + "#" + index);
                int place = index++;
                String around = definition;
                grammar(each, nested);
                definition = around;
                to.add(new Pattern(Kind.GRAMMAR, null, List.of(), file, place, definition, nested));
            }
            default -> throw refused(each);
        }
    }

    private void add(Kind kind, Element each, List<Pattern> to) {
        int place = index++;
        to.add(new Pattern(kind, null, parts(each), file, place, definition, null));
    }

    private void named(Kind kind, Element each, List<Pattern> to) {
        int place = index++;
        List<Element> inside = new ArrayList<>(children(each));
        Name name = null;
        if (each.hasAttribute("name")) {
            name = new Name(kind == Kind.ELEMENT ? namespace(each) : "", each.getAttribute("name"));
        } else if (!inside.remove(0).getLocalName().equals("anyName")) {
            throw refused(each);
        }
        List<Pattern> parts = new ArrayList<>();
        for (Element part : inside) {
            pattern(part, parts);
        }
        to.add(new Pattern(kind, name, parts, file, place, definition, null));
    }

    /** The nearest {@code ns}, which is inherited. */
    private static String namespace(Element of) {
        Node at = of;
        while (at instanceof Element element) {
            if (element.hasAttribute("ns")) {
                return element.getAttribute("ns");
            }
            at = element.getParentNode();
        }
        return "";
    }

    private static List<Element> children(Element of) {
        List<Element> children = new ArrayList<>();
        for (Node each = of.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof Element element && Objects.equals(element.getNamespaceURI(), RELAX_NG)) {
                children.add(element);
            }
        }
        return children;
    }

    private IllegalStateException refused(Element what) {
        return new IllegalStateException(file + ": the generator does not know what to do with " + what);
    }
}

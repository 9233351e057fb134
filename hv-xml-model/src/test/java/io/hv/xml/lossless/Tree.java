package io.hv.xml.lossless;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element as a document has it. Names are {@code {namespace}local}, without braces where there is no namespace;
 * prefixes, declarations, comments and the order of attributes are not part of it. Texts stand around the children: there
 * is always one more of them.
 */
final class Tree {

    String name;
    final Map<String, String> attributes = new TreeMap<>();
    final List<Tree> children = new ArrayList<>();
    final List<String> texts = new ArrayList<>(List.of(""));

    Tree(String name) {
        this.name = name;
    }

    static Tree parse(byte[] document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
        Deque<Tree> open = new ArrayDeque<>();
        Tree root = new Tree("");
        open.push(root);
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    Tree element = new Tree(name(reader.getNamespaceURI(), reader.getLocalName()));
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        element.attributes.put(
                                name(reader.getAttributeNamespace(i), reader.getAttributeLocalName(i)),
                                reader.getAttributeValue(i));
                    }
                    open.getFirst().add(element);
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Tree unused = open.pop();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    open.getFirst().append(reader.getText());
                default -> {}
            }
        }
        return root.children.get(0);
    }

    private static String name(String namespace, String local) {
        return namespace == null || namespace.isEmpty() ? local : "{" + namespace + "}" + local;
    }

    void add(Tree child) {
        children.add(child);
        texts.add("");
    }

    void append(String text) {
        texts.set(texts.size() - 1, texts.get(texts.size() - 1) + text);
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    boolean hasText() {
        return texts.stream().anyMatch(each -> !each.isBlank());
    }

    String local() {
        return name.substring(name.indexOf('}') + 1);
    }

    String namespace() {
        return name.startsWith("{") ? name.substring(1, name.indexOf('}')) : "";
    }

    /** This and all below, without what is in {@code <metadata>}. */
    List<Tree> all() {
        List<Tree> all = new ArrayList<>(List.of(this));
        if (!name.equals("metadata")) {
            children.forEach(each -> all.addAll(each.all()));
        }
        return all;
    }
}

package io.hv.xml.wire;

import java.util.Arrays;
import java.util.NoSuchElementException;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/**
 * Shows a document to JAXB so that JAXB loses nothing of it. An element that is not known at its place is shown as an
 * {@link Unknown} with its name as an attribute; declarations of namespaces are shown as attributes; texts that are cut
 * by comments are put together. White space between elements is left out, save below what is unknown.
 */
final class WireReader extends StreamReaderDelegate {

    private static final String NO_TEXT = "";

    /** The types of the open elements; null for unknown ones. */
    private @Nullable ElementType[] open = new ElementType[16];

    private int depth;
    private int event = XMLStreamReader.START_DOCUMENT;

    /** A text that is shown now while the parser stands at the tag behind it. */
    private String text = NO_TEXT;

    /** Of an unknown element its name as JAXB sees it; null at a known one. */
    private @Nullable String passed;

    private int attributes;
    private int declarations;

    /**
     * Begins at a root element.
     *
     * @param parser stands at the root's start
     * @param root what that is; null if it is unknown
     */
    WireReader(XMLStreamReader parser, @Nullable ElementType root) {
        super(parser);
        event = start(root);
    }

    @Override
    public int next() throws XMLStreamException {
        event = advance();
        return event;
    }

    private int advance() throws XMLStreamException {
        if (event == CHARACTERS) {
            text = NO_TEXT;
            return tag(super.getEventType());
        }
        boolean afterStart = event == START_ELEMENT;
        boolean all = depth == 0 || open[depth - 1] == null;
        StringBuilder longer = null;
        while (true) {
            int next = super.next();
            switch (next) {
                case CHARACTERS, CDATA, SPACE -> {
                    if (!all && !afterStart && text.isEmpty() && super.isWhiteSpace()) {
                        continue;
                    }
                    String some = super.getText();
                    if (text.isEmpty()) {
                        text = some;
                    } else {
                        if (longer == null) {
                            longer = new StringBuilder(text);
                        }
                        longer.append(some);
                    }
                }
                case COMMENT, PROCESSING_INSTRUCTION -> {}
                case START_ELEMENT, END_ELEMENT -> {
                    if (longer != null) {
                        text = longer.toString();
                    }
                    boolean shown = all || (afterStart && next == END_ELEMENT) || !isBlank(text);
                    if (!text.isEmpty() && shown) {
                        return CHARACTERS;
                    }
                    text = NO_TEXT;
                    return tag(next);
                }
                default -> {
                    text = NO_TEXT;
                    return next;
                }
            }
        }
    }

    private int tag(int next) {
        if (next == END_ELEMENT) {
            depth--;
            passed = open[depth] == null ? "" : null;
            return next;
        }
        ElementType around = open[depth - 1];
        return start(around == null ? null : around.child(namespace(super.getNamespaceURI()), super.getLocalName()));
    }

    private int start(@Nullable ElementType type) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
        }
        open[depth++] = type;
        passed = type == null
                ? Unknown.pass(namespace(super.getNamespaceURI()), super.getLocalName(), namespace(super.getPrefix()))
                : null;
        attributes = super.getAttributeCount();
        declarations = super.getNamespaceCount();
        return START_ELEMENT;
    }

    private static String namespace(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each != ' ' && each != '\n' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int getEventType() {
        return event;
    }

    @Override
    public boolean isStartElement() {
        return event == START_ELEMENT;
    }

    @Override
    public boolean isEndElement() {
        return event == END_ELEMENT;
    }

    @Override
    public boolean isCharacters() {
        return event == CHARACTERS;
    }

    @Override
    public boolean isWhiteSpace() {
        return event == CHARACTERS && isBlank(text);
    }

    @Override
    public int nextTag() {
        throw new UnsupportedOperationException("nextTag");
    }

    @Override
    public String getElementText() {
        throw new UnsupportedOperationException("getElementText");
    }

    @Override
    public String getText() {
        return text;
    }

    @Override
    public char[] getTextCharacters() {
        return text.toCharArray();
    }

    @Override
    public int getTextCharacters(int from, char[] to, int at, int length) {
        int count = Math.min(length, text.length() - from);
        text.getChars(from, from + count, to, at);
        return count;
    }

    @Override
    public int getTextStart() {
        return 0;
    }

    @Override
    public int getTextLength() {
        return text.length();
    }

    @Override
    public String getLocalName() {
        return passed == null ? super.getLocalName() : Unknown.ELEMENT;
    }

    @Override
    public String getNamespaceURI() {
        return passed == null ? namespace(super.getNamespaceURI()) : "";
    }

    @Override
    public String getPrefix() {
        return passed == null ? namespace(super.getPrefix()) : "";
    }

    /** JAXB has nothing to resolve: names are resolved, and values are plain texts. */
    @Override
    public int getNamespaceCount() {
        return 0;
    }

    @Override
    public int getAttributeCount() {
        return attributes + declarations + (passed == null ? 0 : 1);
    }

    @Override
    public String getAttributeLocalName(int index) {
        if (index < attributes) {
            return super.getAttributeLocalName(index);
        }
        if (index < attributes + declarations) {
            String prefix = namespace(super.getNamespacePrefix(index - attributes));
            return prefix.isEmpty() ? XMLConstants.XMLNS_ATTRIBUTE : prefix;
        }
        return Unknown.NAME;
    }

    @Override
    public String getAttributeNamespace(int index) {
        if (index < attributes) {
            String namespace = namespace(super.getAttributeNamespace(index));
            return namespace.equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI)
                    ? OtherAttributes.HIDDEN_XSI
                    : namespace;
        }
        return index < attributes + declarations ? XMLConstants.XMLNS_ATTRIBUTE_NS_URI : "";
    }

    @Override
    public String getAttributePrefix(int index) {
        if (index < attributes) {
            return namespace(super.getAttributePrefix(index));
        }
        boolean declaration = index < attributes + declarations;
        return declaration
                        && !namespace(super.getNamespacePrefix(index - attributes))
                                .isEmpty()
                ? XMLConstants.XMLNS_ATTRIBUTE
                : "";
    }

    @Override
    public String getAttributeValue(int index) {
        if (index < attributes) {
            return super.getAttributeValue(index);
        }
        if (index < attributes + declarations) {
            return namespace(super.getNamespaceURI(index - attributes));
        }
        if (passed == null) {
            throw new NoSuchElementException("attribute " + index);
        }
        return passed;
    }

    @Override
    public String getAttributeType(int index) {
        return "CDATA";
    }
}

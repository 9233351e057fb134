package io.hv.xml.wire;

import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.glassfish.jaxb.runtime.v2.runtime.unmarshaller.XmlVisitor;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Tells JAXB a document so that JAXB loses nothing of it. An element that is not known at its place is told as an
 * {@link Unknown} with its name as an attribute; declarations of namespaces are told as attributes; texts that are cut by
 * comments are put together. White space between elements is left out, save below what is unknown.
 */
final class WireReader {

    private static final String NO_TEXT = "";

    private final XMLStreamReader parser;
    private final XmlVisitor to;
    private final ToldElement told;

    /** The types of the open elements; null for unknown ones. */
    private @Nullable ElementType[] open = new ElementType[16];

    /** For each of them the highest rank that a child has had. */
    private int[] ranks = new int[16];

    private int depth;
    private boolean ordered = true;

    /**
     * Begins at a root element.
     *
     * @param parser stands at the root's start
     * @param to what makes objects of it
     */
    WireReader(XMLStreamReader parser, XmlVisitor to) {
        this.parser = parser;
        this.to = to;
        this.told = new ToldElement(parser);
    }

    /**
     * Tells the root and all that is in it; the parser stands at its end then.
     *
     * @param root what it is; null if it is unknown
     * @return whether all known children were in the order of the schema
     */
    @SuppressWarnings("NullAway") // JAXB does without a place and without names from around
    boolean tell(@Nullable ElementType root) throws XMLStreamException, SAXException {
        to.startDocument(null, null);
        start(root);
        while (depth > 0) {
            content();
        }
        to.endDocument();
        return ordered;
    }

    /** Up to the next tag, and that. */
    private void content() throws XMLStreamException, SAXException {
        boolean all = open[depth - 1] == null;
        boolean afterStart = parser.getEventType() == XMLStreamConstants.START_ELEMENT;
        String text = NO_TEXT;
        StringBuilder longer = null;
        while (true) {
            int next = parser.next();
            switch (next) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!all && !afterStart && text.isEmpty() && parser.isWhiteSpace()) {
                        continue;
                    }
                    String some = parser.getText();
                    if (text.isEmpty()) {
                        text = some;
                    } else {
                        longer = longer == null ? new StringBuilder(text) : longer;
                        longer.append(some);
                    }
                }
                case XMLStreamConstants.START_ELEMENT, XMLStreamConstants.END_ELEMENT -> {
                    boolean end = next == XMLStreamConstants.END_ELEMENT;
                    String whole = longer == null ? text : longer.toString();
                    if (!whole.isEmpty() && (all || (afterStart && end) || !isWhiteSpace(whole))) {
                        to.text(whole);
                    }
                    if (end) {
                        end();
                    } else {
                        child();
                    }
                    return;
                }
                default -> {}
            }
        }
    }

    /** As XML has it (1.0, 2.3): other blanks are text. */
    private static boolean isWhiteSpace(String text) {
        return text.chars().allMatch(each -> each == ' ' || each == '\n' || each == '\t' || each == '\r');
    }

    private void child() throws SAXException {
        ElementType around = open[depth - 1];
        ElementType.Child child =
                around == null ? null : around.child(ToldElement.text(parser.getNamespaceURI()), parser.getLocalName());
        if (child == null) {
            start(null);
            return;
        }
        ordered &= child.rank() >= ranks[depth - 1];
        ranks[depth - 1] = Math.max(child.rank(), ranks[depth - 1]);
        start(child.type());
    }

    private void start(@Nullable ElementType type) throws SAXException {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            ranks = Arrays.copyOf(ranks, depth * 2);
        }
        open[depth] = type;
        ranks[depth] = 0;
        depth++;
        told.start(type == null);
        to.startElement(told);
    }

    private void end() throws SAXException {
        depth--;
        told.end(open[depth] == null);
        to.endElement(told);
    }
}

package io.hv.libvirt;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads XML that somebody else wrote, by the JDK's own parser whatever else is on the class path. A document with a DTD
 * is refused: so there are no entities that could read files or grow.
 */
final class HardenedXml {

    private static final String NO_DTD = "http://apache.org/xml/features/disallow-doctype-decl";

    private HardenedXml() {}

    /**
     * The root element.
     *
     * @throws IllegalArgumentException if it is no XML, or has a DTD
     */
    static Element parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(NO_DTD, true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrower());
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("not XML that hv reads: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser cannot be told to refuse DTDs", e);
        }
    }

    /** The child elements of that name. */
    static Stream<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(element -> element.getTagName().equals(name));
    }

    /** The first child element of that name. */
    static Optional<Element> child(Element parent, String name) {
        return children(parent, name).findFirst();
    }

    /** The text of the first child element of that name, as it stands there. */
    static Optional<String> text(Element parent, String name) {
        return child(parent, name).map(Element::getTextContent);
    }

    /** An attribute of the first child element of that name, where it says something. */
    static Optional<String> attribute(Element parent, String child, String name) {
        return child(parent, child).map(element -> element.getAttribute(name)).filter(value -> !value.isEmpty());
    }

    /** An element alone, as text. */
    static String text(Element element) {
        try {
            StringWriter text = new StringWriter();
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(element), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
    }

    /** The JDK's default handler prints to stderr. */
    private static final class Thrower implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // Not an error: the document can be read.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}

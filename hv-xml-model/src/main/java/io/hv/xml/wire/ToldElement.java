package io.hv.xml.wire;

import java.util.NoSuchElementException;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamReader;
import org.glassfish.jaxb.runtime.v2.runtime.unmarshaller.TagName;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * The tag that a parser stands at, as JAXB is told of it. One of an unknown element has the name of {@link Unknown}, and its
 * own as an attribute; declarations of namespaces are attributes. All names are interned, which JAXB relies on: the parser
 * interns them.
 */
final class ToldElement extends TagName implements Attributes {

    private final XMLStreamReader parser;

    /** Of an unknown element its name as JAXB sees it; null at a known one. */
    private @Nullable String passed;

    private int attributes;
    private int declarations;

    ToldElement(XMLStreamReader parser) {
        this.parser = parser;
        this.atts = this;
    }

    /** A start tag. */
    void start(boolean unknown) {
        name(unknown);
        passed = unknown
                ? Unknown.pass(text(parser.getNamespaceURI()), parser.getLocalName(), text(parser.getPrefix()))
                : null;
        attributes = parser.getAttributeCount();
        declarations = parser.getNamespaceCount();
    }

    /** An end tag. */
    void end(boolean unknown) {
        name(unknown);
    }

    private void name(boolean unknown) {
        uri = unknown ? "" : text(parser.getNamespaceURI());
        local = unknown ? Unknown.ELEMENT : parser.getLocalName();
    }

    static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    @Override
    public String getQname() {
        return local;
    }

    @Override
    public int getLength() {
        return attributes + declarations + (passed == null ? 0 : 1);
    }

    @Override
    public String getLocalName(int index) {
        if (index < attributes) {
            return parser.getAttributeLocalName(index);
        }
        if (index < attributes + declarations) {
            String prefix = text(parser.getNamespacePrefix(index - attributes));
            return prefix.isEmpty() ? XMLConstants.XMLNS_ATTRIBUTE : prefix;
        }
        return Unknown.NAME;
    }

    @Override
    public String getURI(int index) {
        if (index < attributes) {
            String namespace = text(parser.getAttributeNamespace(index));
            return namespace.equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI)
                    ? OtherAttributes.HIDDEN_XSI
                    : namespace;
        }
        return index < attributes + declarations ? XMLConstants.XMLNS_ATTRIBUTE_NS_URI : "";
    }

    @Override
    public String getQName(int index) {
        String prefix = prefix(index);
        return prefix.isEmpty() ? getLocalName(index) : prefix + ":" + getLocalName(index);
    }

    private String prefix(int index) {
        if (index < attributes) {
            return text(parser.getAttributePrefix(index));
        }
        boolean declaration = index < attributes + declarations
                && !text(parser.getNamespacePrefix(index - attributes)).isEmpty();
        return declaration ? XMLConstants.XMLNS_ATTRIBUTE : "";
    }

    @Override
    public String getValue(int index) {
        if (index < attributes) {
            return parser.getAttributeValue(index);
        }
        if (index < attributes + declarations) {
            return text(parser.getNamespaceURI(index - attributes));
        }
        if (passed == null) {
            throw new NoSuchElementException("attribute " + index);
        }
        return passed;
    }

    @Override
    public String getType(int index) {
        return "CDATA";
    }

    /** JAXB asks for XML Schema's own attributes by name, and there are none for it. */
    @Override
    public int getIndex(String namespace, String name) {
        return -1;
    }

    @Override
    public int getIndex(String qualified) {
        return -1;
    }

    @Override
    public @Nullable String getType(String namespace, String name) {
        return null;
    }

    @Override
    public @Nullable String getType(String qualified) {
        return null;
    }

    @Override
    public @Nullable String getValue(String namespace, String name) {
        return null;
    }

    @Override
    public @Nullable String getValue(String qualified) {
        return null;
    }
}

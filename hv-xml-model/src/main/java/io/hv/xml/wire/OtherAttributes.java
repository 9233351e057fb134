package io.hv.xml.wire;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Attributes by their names, in their order. Most elements have none, and then this is small. */
final class OtherAttributes extends AbstractMap<QName, String> {

    /**
     * The namespace that JAXB reads XML Schema's own attributes in, {@code xsi:type} and the like. It would follow them
     * and forget them otherwise; here they are attributes as any.
     */
    static final String HIDDEN_XSI = "hidden:" + XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;

    private @Nullable Map<QName, String> attributes;

    @Override
    public @Nullable String put(QName name, String value) {
        if (attributes == null) {
            attributes = new LinkedHashMap<>();
        }
        return attributes.put(visible(name), value);
    }

    private static QName visible(QName name) {
        return name.getNamespaceURI().equals(HIDDEN_XSI)
                ? new QName(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, name.getLocalPart(), name.getPrefix())
                : name;
    }

    @Override
    public Set<Entry<QName, String>> entrySet() {
        return attributes == null ? Set.of() : attributes.entrySet();
    }
}

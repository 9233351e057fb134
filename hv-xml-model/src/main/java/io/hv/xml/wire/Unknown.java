package io.hv.xml.wire;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * An element that the schema does not know where it stands, with all that is in it: what is below {@code <metadata>}, what
 * a newer libvirt has, what is not libvirt's. Its white space is kept too.
 *
 * <p>JAXB maps it as an element of a name that no document can have; the reader tells it the true one as an attribute.
 */
@XmlType(name = "")
@XmlRootElement(name = Unknown.ELEMENT)
public final class Unknown extends WireLeaf {

    /** What JAXB takes it for. */
    static final String ELEMENT = "*";

    /** The attribute by which its name passes JAXB. */
    static final String NAME = "*name";

    @XmlAttribute(name = NAME)
    private @Nullable String passed;

    /** For JAXB. */
    Unknown() {}

    /** An empty element of that name; the prefix is used if nothing is against it. */
    public Unknown(QName name) {
        passed = pass(name.getNamespaceURI(), name.getLocalPart(), name.getPrefix());
    }

    @Override
    public QName name() {
        if (passed == null) {
            throw new IllegalStateException("an unknown element without a name");
        }
        return name(passed);
    }

    static String pass(String namespace, String local, String prefix) {
        return prefix + ":" + local + ":" + namespace;
    }

    static QName name(String passed) {
        int first = passed.indexOf(':');
        int second = passed.indexOf(':', first + 1);
        return new QName(passed.substring(second + 1), passed.substring(first + 1, second), passed.substring(0, first));
    }
}

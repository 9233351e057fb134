// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nodedev;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <pci-express>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "pci-express")
public final class PciExpress extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = PciExpress.Link.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <link>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "link")
    public static final class Link extends WireLeaf {

        @XmlAttribute(name = "validity")
        public @Nullable String validity;

        @XmlAttribute(name = "port")
        public @Nullable String port;

        @XmlAttribute(name = "speed")
        public @Nullable String speed;

        @XmlAttribute(name = "width")
        public @Nullable String width;
    }
}

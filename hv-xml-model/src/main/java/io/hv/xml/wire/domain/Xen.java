// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

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

/** {@code <xen>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "xen")
public final class Xen extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Xen.E820Host.class),
        @XmlElementRef(type = Xen.Passthrough.class),
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

    /** {@code <e820_host>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "e820_host")
    public static final class E820Host extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <passthrough>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "passthrough")
    public static final class Passthrough extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;

        @XmlAttribute(name = "mode")
        public @Nullable String mode;
    }
}

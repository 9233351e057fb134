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

/** {@code <pm>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "pm")
public final class Pm extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Pm.SuspendToMem.class),
        @XmlElementRef(type = Pm.SuspendToDisk.class),
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

    /** {@code <suspend-to-mem>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "suspend-to-mem")
    public static final class SuspendToMem extends WireLeaf {

        @XmlAttribute(name = "enabled")
        public @Nullable String enabled;
    }

    /** {@code <suspend-to-disk>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "suspend-to-disk")
    public static final class SuspendToDisk extends WireLeaf {

        @XmlAttribute(name = "enabled")
        public @Nullable String enabled;
    }
}

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

/** {@code <memtune>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "memtune")
public final class Memtune extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Memtune.HardLimit.class),
        @XmlElementRef(type = Memtune.SoftLimit.class),
        @XmlElementRef(type = Memtune.MinGuarantee.class),
        @XmlElementRef(type = Memtune.SwapHardLimit.class),
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

    /** {@code <hard_limit>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "hard_limit")
    public static final class HardLimit extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <soft_limit>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "soft_limit")
    public static final class SoftLimit extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <min_guarantee>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "min_guarantee")
    public static final class MinGuarantee extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <swap_hard_limit>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "swap_hard_limit")
    public static final class SwapHardLimit extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }
}

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

/** {@code <kvm>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "kvm")
public final class Kvm extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Kvm.Hidden.class),
        @XmlElementRef(type = Kvm.HintDedicated.class),
        @XmlElementRef(type = Kvm.PollControl.class),
        @XmlElementRef(type = Kvm.PvIpi.class),
        @XmlElementRef(type = Kvm.DirtyRing.class),
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

    /** {@code <hidden>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "hidden")
    public static final class Hidden extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <hint-dedicated>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "hint-dedicated")
    public static final class HintDedicated extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <poll-control>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "poll-control")
    public static final class PollControl extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <pv-ipi>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "pv-ipi")
    public static final class PvIpi extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <dirty-ring>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "dirty-ring")
    public static final class DirtyRing extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;

        @XmlAttribute(name = "size")
        public @Nullable String size;
    }
}

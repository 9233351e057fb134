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

/** {@code <hyperv>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "hyperv")
public final class Hyperv extends WireElement {

    @XmlAttribute(name = "mode")
    public @Nullable String mode;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Hyperv.Relaxed.class),
        @XmlElementRef(type = Hyperv.Vapic.class),
        @XmlElementRef(type = Hyperv.Spinlocks.class),
        @XmlElementRef(type = Hyperv.Vpindex.class),
        @XmlElementRef(type = Hyperv.Runtime.class),
        @XmlElementRef(type = Hyperv.Synic.class),
        @XmlElementRef(type = Hyperv.Stimer.class),
        @XmlElementRef(type = Hyperv.Reset.class),
        @XmlElementRef(type = Hyperv.VendorId.class),
        @XmlElementRef(type = Hyperv.Frequencies.class),
        @XmlElementRef(type = Hyperv.Reenlightenment.class),
        @XmlElementRef(type = Hyperv.Tlbflush.class),
        @XmlElementRef(type = Hyperv.Ipi.class),
        @XmlElementRef(type = Hyperv.Evmcs.class),
        @XmlElementRef(type = Hyperv.Avic.class),
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

    /** {@code <relaxed>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "relaxed")
    public static final class Relaxed extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <vapic>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "vapic")
    public static final class Vapic extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <spinlocks>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "spinlocks")
    public static final class Spinlocks extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;

        @XmlAttribute(name = "retries")
        public @Nullable String retries;
    }

    /** {@code <vpindex>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "vpindex")
    public static final class Vpindex extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <runtime>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "runtime")
    public static final class Runtime extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <synic>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "synic")
    public static final class Synic extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <stimer>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "stimer")
    public static final class Stimer extends WireElement {

        @XmlAttribute(name = "state")
        public @Nullable String state;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Direct.class),
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
    }

    /** {@code <reset>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "reset")
    public static final class Reset extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <vendor_id>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "vendor_id")
    public static final class VendorId extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;

        @XmlAttribute(name = "value")
        public @Nullable String value;
    }

    /** {@code <frequencies>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "frequencies")
    public static final class Frequencies extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <reenlightenment>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "reenlightenment")
    public static final class Reenlightenment extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <tlbflush>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "tlbflush")
    public static final class Tlbflush extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <ipi>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "ipi")
    public static final class Ipi extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <evmcs>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "evmcs")
    public static final class Evmcs extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <avic>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "avic")
    public static final class Avic extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }
}

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

/** {@code <features>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "features")
public final class Features extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Features.Pae.class),
        @XmlElementRef(type = Features.Apic.class),
        @XmlElementRef(type = Features.Acpi.class),
        @XmlElementRef(type = Features.Hap.class),
        @XmlElementRef(type = Hyperv.class),
        @XmlElementRef(type = Features.Viridian.class),
        @XmlElementRef(type = Kvm.class),
        @XmlElementRef(type = Xen.class),
        @XmlElementRef(type = Features.Privnet.class),
        @XmlElementRef(type = Features.Pvspinlock.class),
        @XmlElementRef(type = Capabilities.class),
        @XmlElementRef(type = Pmu.class),
        @XmlElementRef(type = Features.Vmport.class),
        @XmlElementRef(type = Features.Gic.class),
        @XmlElementRef(type = Features.Smm.class),
        @XmlElementRef(type = Ioapic.class),
        @XmlElementRef(type = Hpt.class),
        @XmlElementRef(type = Vmcoreinfo.class),
        @XmlElementRef(type = Features.Htm.class),
        @XmlElementRef(type = Features.NestedHv.class),
        @XmlElementRef(type = Msrs.class),
        @XmlElementRef(type = Features.CcfAssist.class),
        @XmlElementRef(type = Cfpc.class),
        @XmlElementRef(type = Sbbc.class),
        @XmlElementRef(type = Ibs.class),
        @XmlElementRef(type = Tcg.class),
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

    /** {@code <pae>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "pae")
    public static final class Pae extends WireLeaf {
    }

    /** {@code <apic>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "apic")
    public static final class Apic extends WireLeaf {

        @XmlAttribute(name = "eoi")
        public @Nullable String eoi;
    }

    /** {@code <acpi>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "acpi")
    public static final class Acpi extends WireLeaf {
    }

    /** {@code <hap>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "hap")
    public static final class Hap extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <viridian>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "viridian")
    public static final class Viridian extends WireLeaf {
    }

    /** {@code <privnet>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "privnet")
    public static final class Privnet extends WireLeaf {
    }

    /** {@code <pvspinlock>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "pvspinlock")
    public static final class Pvspinlock extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <vmport>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "vmport")
    public static final class Vmport extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <gic>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "gic")
    public static final class Gic extends WireLeaf {

        @XmlAttribute(name = "version")
        public @Nullable String version;
    }

    /** {@code <smm>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "smm")
    public static final class Smm extends WireElement {

        @XmlAttribute(name = "state")
        public @Nullable String state;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Features.Smm.Tseg.class),
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

        /** {@code <tseg>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "tseg")
        public static final class Tseg extends WireLeaf {

            @XmlAttribute(name = "unit")
            public @Nullable String unit;
        }
    }

    /** {@code <htm>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "htm")
    public static final class Htm extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <nested-hv>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "nested-hv")
    public static final class NestedHv extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <ccf-assist>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "ccf-assist")
    public static final class CcfAssist extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }
}

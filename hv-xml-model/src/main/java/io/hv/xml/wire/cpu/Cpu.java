// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.cpu;

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

/** {@code <cpu>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "cpu")
public final class Cpu extends WireElement {

    @XmlAttribute(name = "mode")
    public @Nullable String mode;

    @XmlAttribute(name = "match")
    public @Nullable String match;

    @XmlAttribute(name = "check")
    public @Nullable String check;

    @XmlAttribute(name = "migratable")
    public @Nullable String migratable;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Cpu.Arch.class),
        @XmlElementRef(type = Cpu.Features.class),
        @XmlElementRef(type = Model.class),
        @XmlElementRef(type = Vendor.class),
        @XmlElementRef(type = Cpu.Microcode.class),
        @XmlElementRef(type = Cpu.Signature.class),
        @XmlElementRef(type = Cpu.Counter.class),
        @XmlElementRef(type = Topology.class),
        @XmlElementRef(type = Maxphysaddr.class),
        @XmlElementRef(type = Feature.class),
        @XmlElementRef(type = Cpu.Pages.class),
        @XmlElementRef(type = Numa.class),
        @XmlElementRef(type = CpuCache.class),
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

    /** {@code <arch>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "arch")
    public static final class Arch extends WireLeaf {
    }

    /** {@code <features>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "features")
    public static final class Features extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Cpu.Features.Pae.class),
            @XmlElementRef(type = Cpu.Features.Nonpae.class),
            @XmlElementRef(type = Cpu.Features.Vmx.class),
            @XmlElementRef(type = Cpu.Features.Svm.class),
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

        /** {@code <nonpae>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "nonpae")
        public static final class Nonpae extends WireLeaf {
        }

        /** {@code <vmx>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "vmx")
        public static final class Vmx extends WireLeaf {
        }

        /** {@code <svm>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "svm")
        public static final class Svm extends WireLeaf {
        }
    }

    /** {@code <microcode>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "microcode")
    public static final class Microcode extends WireLeaf {

        @XmlAttribute(name = "version")
        public @Nullable String version;
    }

    /** {@code <signature>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "signature")
    public static final class Signature extends WireLeaf {

        @XmlAttribute(name = "family")
        public @Nullable String family;

        @XmlAttribute(name = "model")
        public @Nullable String model;

        @XmlAttribute(name = "stepping")
        public @Nullable String stepping;
    }

    /** {@code <counter>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "counter")
    public static final class Counter extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "frequency")
        public @Nullable String frequency;

        @XmlAttribute(name = "scaling")
        public @Nullable String scaling;
    }

    /** {@code <pages>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "pages")
    public static final class Pages extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;

        @XmlAttribute(name = "size")
        public @Nullable String size;
    }
}

// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.capability;

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
        @XmlElementRef(type = Features.Nonpae.class),
        @XmlElementRef(type = Features.Ia64Be.class),
        @XmlElementRef(type = Features.Acpi.class),
        @XmlElementRef(type = Features.Apic.class),
        @XmlElementRef(type = Features.Cpuselection.class),
        @XmlElementRef(type = Features.Deviceboot.class),
        @XmlElementRef(type = Features.Disksnapshot.class),
        @XmlElementRef(type = Features.Hap.class),
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

    /** {@code <ia64_be>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "ia64_be")
    public static final class Ia64Be extends WireLeaf {
    }

    /** {@code <acpi>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "acpi")
    public static final class Acpi extends WireLeaf {

        @XmlAttribute(name = "toggle")
        public @Nullable String toggle;

        @XmlAttribute(name = "default")
        public @Nullable String default_;
    }

    /** {@code <apic>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "apic")
    public static final class Apic extends WireLeaf {

        @XmlAttribute(name = "toggle")
        public @Nullable String toggle;

        @XmlAttribute(name = "default")
        public @Nullable String default_;
    }

    /** {@code <cpuselection>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "cpuselection")
    public static final class Cpuselection extends WireLeaf {
    }

    /** {@code <deviceboot>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "deviceboot")
    public static final class Deviceboot extends WireLeaf {
    }

    /** {@code <disksnapshot>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "disksnapshot")
    public static final class Disksnapshot extends WireLeaf {

        @XmlAttribute(name = "toggle")
        public @Nullable String toggle;

        @XmlAttribute(name = "default")
        public @Nullable String default_;
    }

    /** {@code <hap>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "hap")
    public static final class Hap extends WireLeaf {

        @XmlAttribute(name = "toggle")
        public @Nullable String toggle;

        @XmlAttribute(name = "default")
        public @Nullable String default_;
    }
}

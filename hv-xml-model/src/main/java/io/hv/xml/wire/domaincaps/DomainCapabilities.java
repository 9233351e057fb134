// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domaincaps;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <domainCapabilities>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "domainCapabilities")
public final class DomainCapabilities extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = DomainCapabilities.Path.class),
        @XmlElementRef(type = DomainCapabilities.Domain.class),
        @XmlElementRef(type = DomainCapabilities.Machine.class),
        @XmlElementRef(type = DomainCapabilities.Arch.class),
        @XmlElementRef(type = Vcpu.class),
        @XmlElementRef(type = Iothreads.class),
        @XmlElementRef(type = Os.class),
        @XmlElementRef(type = Cpu.class),
        @XmlElementRef(type = MemoryBacking.class),
        @XmlElementRef(type = Devices.class),
        @XmlElementRef(type = Features.class),
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

    /** {@code <path>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "path")
    public static final class Path extends WireLeaf {
    }

    /** {@code <domain>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "domain")
    public static final class Domain extends WireLeaf {
    }

    /** {@code <machine>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "machine")
    public static final class Machine extends WireLeaf {
    }

    /** {@code <arch>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "arch")
    public static final class Arch extends WireLeaf {
    }
}

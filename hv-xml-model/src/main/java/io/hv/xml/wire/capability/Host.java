// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.capability;

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

/** {@code <host>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "host")
public final class Host extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Host.Uuid.class),
        @XmlElementRef(type = io.hv.xml.wire.cpu.Cpu.class),
        @XmlElementRef(type = PowerManagement.class),
        @XmlElementRef(type = Iommu.class),
        @XmlElementRef(type = MigrationFeatures.class),
        @XmlElementRef(type = Topology.class),
        @XmlElementRef(type = Cache.class),
        @XmlElementRef(type = MemoryBandwidth.class),
        @XmlElementRef(type = Secmodel.class),
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

    /** {@code <uuid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "uuid")
    public static final class Uuid extends WireLeaf {
    }
}

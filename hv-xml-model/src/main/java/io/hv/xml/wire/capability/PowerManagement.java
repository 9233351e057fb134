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

/** {@code <power_management>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "power_management")
public final class PowerManagement extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = PowerManagement.SuspendMem.class),
        @XmlElementRef(type = PowerManagement.SuspendDisk.class),
        @XmlElementRef(type = PowerManagement.SuspendHybrid.class),
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

    /** {@code <suspend_mem>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "suspend_mem")
    public static final class SuspendMem extends WireLeaf {
    }

    /** {@code <suspend_disk>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "suspend_disk")
    public static final class SuspendDisk extends WireLeaf {
    }

    /** {@code <suspend_hybrid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "suspend_hybrid")
    public static final class SuspendHybrid extends WireLeaf {
    }
}

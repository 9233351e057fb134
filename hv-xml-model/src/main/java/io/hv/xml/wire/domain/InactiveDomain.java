// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.basic.Metadata;
import io.hv.xml.wire.cpu.Cpu;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <inactiveDomain>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "inactiveDomain")
public final class InactiveDomain extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "id")
    public @Nullable String id;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Name.class),
        @XmlElementRef(type = Uuid.class),
        @XmlElementRef(type = Genid.class),
        @XmlElementRef(type = Title.class),
        @XmlElementRef(type = Description.class),
        @XmlElementRef(type = Metadata.class),
        @XmlElementRef(type = Cpu.class),
        @XmlElementRef(type = Sysinfo.class),
        @XmlElementRef(type = Bootloader.class),
        @XmlElementRef(type = BootloaderArgs.class),
        @XmlElementRef(type = Os.class),
        @XmlElementRef(type = Clock.class),
        @XmlElementRef(type = Memory.class),
        @XmlElementRef(type = MaxMemory.class),
        @XmlElementRef(type = CurrentMemory.class),
        @XmlElementRef(type = MemoryBacking.class),
        @XmlElementRef(type = Vcpu.class),
        @XmlElementRef(type = Vcpus.class),
        @XmlElementRef(type = Iothreads.class),
        @XmlElementRef(type = Iothreadids.class),
        @XmlElementRef(type = Defaultiothread.class),
        @XmlElementRef(type = Blkiotune.class),
        @XmlElementRef(type = Memtune.class),
        @XmlElementRef(type = Cputune.class),
        @XmlElementRef(type = Numatune.class),
        @XmlElementRef(type = Resource.class),
        @XmlElementRef(type = Features.class),
        @XmlElementRef(type = OnReboot.class),
        @XmlElementRef(type = OnPoweroff.class),
        @XmlElementRef(type = OnCrash.class),
        @XmlElementRef(type = OnLockfailure.class),
        @XmlElementRef(type = Pm.class),
        @XmlElementRef(type = Perf.class),
        @XmlElementRef(type = Idmap.class),
        @XmlElementRef(type = Devices.class),
        @XmlElementRef(type = Seclabel.class),
        @XmlElementRef(type = QemuCommandline.class),
        @XmlElementRef(type = QemuCapabilities.class),
        @XmlElementRef(type = QemuDeprecation.class),
        @XmlElementRef(type = QemuOverride.class),
        @XmlElementRef(type = LxcNamespace.class),
        @XmlElementRef(type = Keywrap.class),
        @XmlElementRef(type = LaunchSecurity.class),
        @XmlElementRef(type = BhyveCommandline.class),
        @XmlElementRef(type = XenCommandline.class),
        @XmlElementRef(type = VmwareDatacenterpath.class),
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

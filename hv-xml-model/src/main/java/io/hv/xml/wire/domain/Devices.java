// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Mingled;
import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <devices>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "devices")
@Mingled({
    Disk.class,
    Controller.class,
    Lease.class,
    Filesystem.class,
    Interface.class,
    Input.class,
    Sound.class,
    Audio.class,
    Hostdev.class,
    Graphics.class,
    Video.class,
    Console.class,
    Parallel.class,
    Serial.class,
    Channel.class,
    Smartcard.class,
    Hub.class,
    Redirdev.class,
    Redirfilter.class,
    Rng.class,
    Tpm.class,
    Shmem.class,
    DevicesMemory.class,
})
public final class Devices extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Emulator.class),
        @XmlElementRef(type = Disk.class),
        @XmlElementRef(type = Controller.class),
        @XmlElementRef(type = Lease.class),
        @XmlElementRef(type = Filesystem.class),
        @XmlElementRef(type = Interface.class),
        @XmlElementRef(type = Input.class),
        @XmlElementRef(type = Sound.class),
        @XmlElementRef(type = Audio.class),
        @XmlElementRef(type = Hostdev.class),
        @XmlElementRef(type = Graphics.class),
        @XmlElementRef(type = Video.class),
        @XmlElementRef(type = Console.class),
        @XmlElementRef(type = Parallel.class),
        @XmlElementRef(type = Serial.class),
        @XmlElementRef(type = Channel.class),
        @XmlElementRef(type = Smartcard.class),
        @XmlElementRef(type = Hub.class),
        @XmlElementRef(type = Redirdev.class),
        @XmlElementRef(type = Redirfilter.class),
        @XmlElementRef(type = Rng.class),
        @XmlElementRef(type = Tpm.class),
        @XmlElementRef(type = Shmem.class),
        @XmlElementRef(type = DevicesMemory.class),
        @XmlElementRef(type = Watchdog.class),
        @XmlElementRef(type = Memballoon.class),
        @XmlElementRef(type = Nvram.class),
        @XmlElementRef(type = Panic.class),
        @XmlElementRef(type = Iommu.class),
        @XmlElementRef(type = Vsock.class),
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

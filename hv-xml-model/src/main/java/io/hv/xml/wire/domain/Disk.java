// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.privatedata.DiskPrivateData;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <disk>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "disk")
public final class Disk extends WireElement {

    @XmlAttribute(name = "device")
    public @Nullable String device;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "rawio")
    public @Nullable String rawio;

    @XmlAttribute(name = "sgio")
    public @Nullable String sgio;

    @XmlAttribute(name = "model")
    public @Nullable String model;

    @XmlAttribute(name = "snapshot")
    public @Nullable String snapshot;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Source.class),
        @XmlElementRef(type = Driver.class),
        @XmlElementRef(type = Mirror.class),
        @XmlElementRef(type = Auth.class),
        @XmlElementRef(type = Target.class),
        @XmlElementRef(type = DeviceBoot.class),
        @XmlElementRef(type = Backenddomain.class),
        @XmlElementRef(type = Readonly.class),
        @XmlElementRef(type = Shareable.class),
        @XmlElementRef(type = Transient.class),
        @XmlElementRef(type = DiskSerial.class),
        @XmlElementRef(type = io.hv.xml.wire.storage.Encryption.class),
        @XmlElementRef(type = Iotune.class),
        @XmlElementRef(type = Alias.class),
        @XmlElementRef(type = Acpi.class),
        @XmlElementRef(type = Address.class),
        @XmlElementRef(type = Geometry.class),
        @XmlElementRef(type = Blockio.class),
        @XmlElementRef(type = Wwn.class),
        @XmlElementRef(type = Vendor.class),
        @XmlElementRef(type = Product.class),
        @XmlElementRef(type = BackingStore.class),
        @XmlElementRef(type = DiskPrivateData.class),
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

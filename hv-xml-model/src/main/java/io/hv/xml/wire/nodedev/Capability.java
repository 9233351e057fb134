// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nodedev;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.basic.Link;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <capability>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "capability")
public final class Capability extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Number.class),
        @XmlElementRef(type = Class.class),
        @XmlElementRef(type = Domain.class),
        @XmlElementRef(type = Subclass.class),
        @XmlElementRef(type = Protocol.class),
        @XmlElementRef(type = Description.class),
        @XmlElementRef(type = Interface.class),
        @XmlElementRef(type = CapabilityAddress.class),
        @XmlElementRef(type = Link.class),
        @XmlElementRef(type = Feature.class),
        @XmlElementRef(type = Char.class),
        @XmlElementRef(type = Host.class),
        @XmlElementRef(type = UniqueId.class),
        @XmlElementRef(type = Block.class),
        @XmlElementRef(type = Bus.class),
        @XmlElementRef(type = Slot.class),
        @XmlElementRef(type = Function.class),
        @XmlElementRef(type = CapabilityDevice.class),
        @XmlElementRef(type = Product.class),
        @XmlElementRef(type = Hardware.class),
        @XmlElementRef(type = Firmware.class),
        @XmlElementRef(type = Target.class),
        @XmlElementRef(type = Lun.class),
        @XmlElementRef(type = Type.class),
        @XmlElementRef(type = DriveType.class),
        @XmlElementRef(type = Model.class),
        @XmlElementRef(type = Vendor.class),
        @XmlElementRef(type = Serial.class),
        @XmlElementRef(type = Size.class),
        @XmlElementRef(type = LogicalBlockSize.class),
        @XmlElementRef(type = NumBlocks.class),
        @XmlElementRef(type = Uuid.class),
        @XmlElementRef(type = ParentAddr.class),
        @XmlElementRef(type = Attr.class),
        @XmlElementRef(type = Cssid.class),
        @XmlElementRef(type = Ssid.class),
        @XmlElementRef(type = Devno.class),
        @XmlElementRef(type = ChannelDevAddr.class),
        @XmlElementRef(type = CapabilityCapability.class),
        @XmlElementRef(type = IommuGroup.class),
        @XmlElementRef(type = Numa.class),
        @XmlElementRef(type = PciExpress.class),
        @XmlElementRef(type = Chardev.class),
        @XmlElementRef(type = ApAdapter.class),
        @XmlElementRef(type = ApDomain.class),
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

// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nodedev;

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

/** {@code <capability>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "capability")
public final class CapabilityCapability extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "maxCount")
    public @Nullable String maxCount;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Address.class),
        @XmlElementRef(type = Wwnn.class),
        @XmlElementRef(type = MaxVports.class),
        @XmlElementRef(type = Vports.class),
        @XmlElementRef(type = Rport.class),
        @XmlElementRef(type = Wwpn.class),
        @XmlElementRef(type = FabricWwn.class),
        @XmlElementRef(type = CapabilityCapability.MediaAvailable.class),
        @XmlElementRef(type = CapabilityCapability.MediaSize.class),
        @XmlElementRef(type = CapabilityCapability.MediaLabel.class),
        @XmlElementRef(type = LogicalBlockSize.class),
        @XmlElementRef(type = NumBlocks.class),
        @XmlElementRef(type = CapabilityCapability.Type.class),
        @XmlElementRef(type = CapabilityCapability.Name.class),
        @XmlElementRef(type = CapabilityCapability.Fields.class),
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

    /** {@code <media_available>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "media_available")
    public static final class MediaAvailable extends WireLeaf {
    }

    /** {@code <media_size>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "media_size")
    public static final class MediaSize extends WireLeaf {
    }

    /** {@code <media_label>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "media_label")
    public static final class MediaLabel extends WireLeaf {
    }

    /** {@code <type>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "type")
    public static final class Type extends WireElement {

        @XmlAttribute(name = "id")
        public @Nullable String id;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = CapabilityCapability.Type.Name.class),
            @XmlElementRef(type = CapabilityCapability.Type.DeviceAPI.class),
            @XmlElementRef(type = CapabilityCapability.Type.AvailableInstances.class),
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

        /** {@code <name>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "name")
        public static final class Name extends WireLeaf {
        }

        /** {@code <deviceAPI>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "deviceAPI")
        public static final class DeviceAPI extends WireLeaf {
        }

        /** {@code <availableInstances>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "availableInstances")
        public static final class AvailableInstances extends WireLeaf {
        }
    }

    /** {@code <name>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "name")
    public static final class Name extends WireLeaf {
    }

    /** {@code <fields>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "fields")
    public static final class Fields extends WireElement {

        @XmlAttribute(name = "access")
        public @Nullable String access;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = CapabilityCapability.Fields.ChangeLevel.class),
            @XmlElementRef(type = CapabilityCapability.Fields.ManufactureId.class),
            @XmlElementRef(type = CapabilityCapability.Fields.PartNumber.class),
            @XmlElementRef(type = CapabilityCapability.Fields.SerialNumber.class),
            @XmlElementRef(type = CapabilityCapability.Fields.AssetTag.class),
            @XmlElementRef(type = CapabilityCapability.Fields.VendorField.class),
            @XmlElementRef(type = CapabilityCapability.Fields.SystemField.class),
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

        /** {@code <change_level>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "change_level")
        public static final class ChangeLevel extends WireLeaf {
        }

        /** {@code <manufacture_id>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "manufacture_id")
        public static final class ManufactureId extends WireLeaf {
        }

        /** {@code <part_number>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "part_number")
        public static final class PartNumber extends WireLeaf {
        }

        /** {@code <serial_number>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "serial_number")
        public static final class SerialNumber extends WireLeaf {
        }

        /** {@code <vendor_field>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "vendor_field")
        public static final class VendorField extends WireLeaf {

            @XmlAttribute(name = "index")
            public @Nullable String index;
        }

        /** {@code <asset_tag>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "asset_tag")
        public static final class AssetTag extends WireLeaf {
        }

        /** {@code <system_field>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "system_field")
        public static final class SystemField extends WireLeaf {

            @XmlAttribute(name = "index")
            public @Nullable String index;
        }
    }
}

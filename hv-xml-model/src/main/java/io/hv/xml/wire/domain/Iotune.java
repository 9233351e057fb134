// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

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

/** {@code <iotune>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "iotune")
public final class Iotune extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Iotune.TotalBytesSec.class),
        @XmlElementRef(type = Iotune.ReadBytesSec.class),
        @XmlElementRef(type = Iotune.WriteBytesSec.class),
        @XmlElementRef(type = Iotune.TotalIopsSec.class),
        @XmlElementRef(type = Iotune.ReadIopsSec.class),
        @XmlElementRef(type = Iotune.WriteIopsSec.class),
        @XmlElementRef(type = Iotune.TotalBytesSecMax.class),
        @XmlElementRef(type = Iotune.ReadBytesSecMax.class),
        @XmlElementRef(type = Iotune.WriteBytesSecMax.class),
        @XmlElementRef(type = Iotune.TotalIopsSecMax.class),
        @XmlElementRef(type = Iotune.ReadIopsSecMax.class),
        @XmlElementRef(type = Iotune.WriteIopsSecMax.class),
        @XmlElementRef(type = Iotune.SizeIopsSec.class),
        @XmlElementRef(type = Iotune.GroupName.class),
        @XmlElementRef(type = Iotune.TotalBytesSecMaxLength.class),
        @XmlElementRef(type = Iotune.ReadBytesSecMaxLength.class),
        @XmlElementRef(type = Iotune.WriteBytesSecMaxLength.class),
        @XmlElementRef(type = Iotune.TotalIopsSecMaxLength.class),
        @XmlElementRef(type = Iotune.ReadIopsSecMaxLength.class),
        @XmlElementRef(type = Iotune.WriteIopsSecMaxLength.class),
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

    /** {@code <total_bytes_sec>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "total_bytes_sec")
    public static final class TotalBytesSec extends WireLeaf {
    }

    /** {@code <read_bytes_sec>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "read_bytes_sec")
    public static final class ReadBytesSec extends WireLeaf {
    }

    /** {@code <write_bytes_sec>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "write_bytes_sec")
    public static final class WriteBytesSec extends WireLeaf {
    }

    /** {@code <total_iops_sec>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "total_iops_sec")
    public static final class TotalIopsSec extends WireLeaf {
    }

    /** {@code <read_iops_sec>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "read_iops_sec")
    public static final class ReadIopsSec extends WireLeaf {
    }

    /** {@code <write_iops_sec>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "write_iops_sec")
    public static final class WriteIopsSec extends WireLeaf {
    }

    /** {@code <total_bytes_sec_max>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "total_bytes_sec_max")
    public static final class TotalBytesSecMax extends WireLeaf {
    }

    /** {@code <read_bytes_sec_max>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "read_bytes_sec_max")
    public static final class ReadBytesSecMax extends WireLeaf {
    }

    /** {@code <write_bytes_sec_max>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "write_bytes_sec_max")
    public static final class WriteBytesSecMax extends WireLeaf {
    }

    /** {@code <total_iops_sec_max>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "total_iops_sec_max")
    public static final class TotalIopsSecMax extends WireLeaf {
    }

    /** {@code <read_iops_sec_max>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "read_iops_sec_max")
    public static final class ReadIopsSecMax extends WireLeaf {
    }

    /** {@code <write_iops_sec_max>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "write_iops_sec_max")
    public static final class WriteIopsSecMax extends WireLeaf {
    }

    /** {@code <size_iops_sec>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "size_iops_sec")
    public static final class SizeIopsSec extends WireLeaf {
    }

    /** {@code <group_name>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "group_name")
    public static final class GroupName extends WireLeaf {
    }

    /** {@code <total_bytes_sec_max_length>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "total_bytes_sec_max_length")
    public static final class TotalBytesSecMaxLength extends WireLeaf {
    }

    /** {@code <read_bytes_sec_max_length>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "read_bytes_sec_max_length")
    public static final class ReadBytesSecMaxLength extends WireLeaf {
    }

    /** {@code <write_bytes_sec_max_length>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "write_bytes_sec_max_length")
    public static final class WriteBytesSecMaxLength extends WireLeaf {
    }

    /** {@code <total_iops_sec_max_length>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "total_iops_sec_max_length")
    public static final class TotalIopsSecMaxLength extends WireLeaf {
    }

    /** {@code <read_iops_sec_max_length>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "read_iops_sec_max_length")
    public static final class ReadIopsSecMaxLength extends WireLeaf {
    }

    /** {@code <write_iops_sec_max_length>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "write_iops_sec_max_length")
    public static final class WriteIopsSecMaxLength extends WireLeaf {
    }
}

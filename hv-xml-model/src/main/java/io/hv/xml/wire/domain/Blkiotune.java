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

/** {@code <blkiotune>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "blkiotune")
public final class Blkiotune extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Blkiotune.Weight.class),
        @XmlElementRef(type = Blkiotune.Device.class),
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

    /** {@code <weight>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "weight")
    public static final class Weight extends WireLeaf {
    }

    /** {@code <device>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "device")
    public static final class Device extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Blkiotune.Device.Path.class),
            @XmlElementRef(type = Blkiotune.Device.Weight.class),
            @XmlElementRef(type = Blkiotune.Device.ReadIopsSec.class),
            @XmlElementRef(type = Blkiotune.Device.WriteIopsSec.class),
            @XmlElementRef(type = Blkiotune.Device.ReadBytesSec.class),
            @XmlElementRef(type = Blkiotune.Device.WriteBytesSec.class),
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

        /** {@code <weight>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "weight")
        public static final class Weight extends WireLeaf {
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
    }
}

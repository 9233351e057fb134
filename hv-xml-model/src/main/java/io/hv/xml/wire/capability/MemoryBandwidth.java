// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.capability;

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

/** {@code <memory_bandwidth>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "memory_bandwidth")
public final class MemoryBandwidth extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = MemoryBandwidth.Node.class),
        @XmlElementRef(type = Monitor.class),
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

    /** {@code <node>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "node")
    public static final class Node extends WireElement {

        @XmlAttribute(name = "id")
        public @Nullable String id;

        @XmlAttribute(name = "cpus")
        public @Nullable String cpus;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = MemoryBandwidth.Node.Control.class),
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

        /** {@code <control>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "control")
        public static final class Control extends WireLeaf {

            @XmlAttribute(name = "granularity")
            public @Nullable String granularity;

            @XmlAttribute(name = "min")
            public @Nullable String min;

            @XmlAttribute(name = "maxAllocs")
            public @Nullable String maxAllocs;
        }
    }
}

// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

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

/** {@code <binary>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "binary")
public final class Binary extends WireElement {

    @XmlAttribute(name = "path")
    public @Nullable String path;

    @XmlAttribute(name = "xattr")
    public @Nullable String xattr;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Binary.Cache.class),
        @XmlElementRef(type = Binary.Sandbox.class),
        @XmlElementRef(type = Binary.Lock.class),
        @XmlElementRef(type = Binary.ThreadPool.class),
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

    /** {@code <cache>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "cache")
    public static final class Cache extends WireLeaf {

        @XmlAttribute(name = "mode")
        public @Nullable String mode;
    }

    /** {@code <sandbox>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sandbox")
    public static final class Sandbox extends WireLeaf {

        @XmlAttribute(name = "mode")
        public @Nullable String mode;
    }

    /** {@code <lock>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "lock")
    public static final class Lock extends WireLeaf {

        @XmlAttribute(name = "posix")
        public @Nullable String posix;

        @XmlAttribute(name = "flock")
        public @Nullable String flock;
    }

    /** {@code <thread_pool>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "thread_pool")
    public static final class ThreadPool extends WireLeaf {

        @XmlAttribute(name = "size")
        public @Nullable String size;
    }
}

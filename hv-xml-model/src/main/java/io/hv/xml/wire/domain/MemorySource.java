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

/** {@code <source>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "source")
public final class MemorySource extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = MemorySource.Pagesize.class),
        @XmlElementRef(type = MemorySource.Nodemask.class),
        @XmlElementRef(type = MemorySource.Path.class),
        @XmlElementRef(type = MemorySource.Alignsize.class),
        @XmlElementRef(type = MemorySource.Pmem.class),
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

    /** {@code <pagesize>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "pagesize")
    public static final class Pagesize extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <nodemask>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "nodemask")
    public static final class Nodemask extends WireLeaf {
    }

    /** {@code <path>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "path")
    public static final class Path extends WireLeaf {
    }

    /** {@code <alignsize>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "alignsize")
    public static final class Alignsize extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <pmem>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "pmem")
    public static final class Pmem extends WireLeaf {
    }
}

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

/** {@code <numatune>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "numatune")
public final class Numatune extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Numatune.Memory.class),
        @XmlElementRef(type = Numatune.Memnode.class),
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

    /** {@code <memory>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "memory")
    public static final class Memory extends WireLeaf {

        @XmlAttribute(name = "mode")
        public @Nullable String mode;

        @XmlAttribute(name = "placement")
        public @Nullable String placement;

        @XmlAttribute(name = "nodeset")
        public @Nullable String nodeset;
    }

    /** {@code <memnode>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "memnode")
    public static final class Memnode extends WireLeaf {

        @XmlAttribute(name = "cellid")
        public @Nullable String cellid;

        @XmlAttribute(name = "mode")
        public @Nullable String mode;

        @XmlAttribute(name = "nodeset")
        public @Nullable String nodeset;
    }
}

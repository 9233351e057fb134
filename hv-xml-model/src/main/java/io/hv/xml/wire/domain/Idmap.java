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

/** {@code <idmap>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "idmap")
public final class Idmap extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Idmap.Uid.class),
        @XmlElementRef(type = Idmap.Gid.class),
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

    /** {@code <uid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "uid")
    public static final class Uid extends WireLeaf {

        @XmlAttribute(name = "start")
        public @Nullable String start;

        @XmlAttribute(name = "target")
        public @Nullable String target;

        @XmlAttribute(name = "count")
        public @Nullable String count;
    }

    /** {@code <gid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "gid")
    public static final class Gid extends WireLeaf {

        @XmlAttribute(name = "start")
        public @Nullable String start;

        @XmlAttribute(name = "target")
        public @Nullable String target;

        @XmlAttribute(name = "count")
        public @Nullable String count;
    }
}

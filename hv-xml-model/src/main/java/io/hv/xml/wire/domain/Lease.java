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

/** {@code <lease>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "lease")
public final class Lease extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Lease.Lockspace.class),
        @XmlElementRef(type = Lease.Key.class),
        @XmlElementRef(type = Lease.Target.class),
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

    /** {@code <lockspace>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "lockspace")
    public static final class Lockspace extends WireLeaf {
    }

    /** {@code <key>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "key")
    public static final class Key extends WireLeaf {
    }

    /** {@code <target>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "target")
    public static final class Target extends WireLeaf {

        @XmlAttribute(name = "path")
        public @Nullable String path;

        @XmlAttribute(name = "offset")
        public @Nullable String offset;
    }
}

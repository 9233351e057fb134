// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.storagevol;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.storage.ClusterSize;
import io.hv.xml.wire.storage.Compat;
import io.hv.xml.wire.storage.Encryption;
import io.hv.xml.wire.storage.Features;
import io.hv.xml.wire.storage.Permissions;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <target>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "target")
public final class Target extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Target.Path.class),
        @XmlElementRef(type = Format.class),
        @XmlElementRef(type = Permissions.class),
        @XmlElementRef(type = Timestamps.class),
        @XmlElementRef(type = Encryption.class),
        @XmlElementRef(type = Compat.class),
        @XmlElementRef(type = Target.Nocow.class),
        @XmlElementRef(type = ClusterSize.class),
        @XmlElementRef(type = Features.class),
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

    /** {@code <nocow>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "nocow")
    public static final class Nocow extends WireLeaf {
    }
}

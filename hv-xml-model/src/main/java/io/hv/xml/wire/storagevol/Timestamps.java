// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.storagevol;

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

/** {@code <timestamps>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "timestamps")
public final class Timestamps extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Timestamps.Atime.class),
        @XmlElementRef(type = Timestamps.Btime.class),
        @XmlElementRef(type = Timestamps.Ctime.class),
        @XmlElementRef(type = Timestamps.Mtime.class),
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

    /** {@code <atime>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "atime")
    public static final class Atime extends WireLeaf {
    }

    /** {@code <btime>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "btime")
    public static final class Btime extends WireLeaf {
    }

    /** {@code <ctime>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "ctime")
    public static final class Ctime extends WireLeaf {
    }

    /** {@code <mtime>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "mtime")
    public static final class Mtime extends WireLeaf {
    }
}

// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nodedev;

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

/** {@code <firmware>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "firmware")
public final class Firmware extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Firmware.Vendor.class),
        @XmlElementRef(type = Firmware.Version.class),
        @XmlElementRef(type = Firmware.ReleaseDate.class),
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

    /** {@code <vendor>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "vendor")
    public static final class Vendor extends WireLeaf {
    }

    /** {@code <version>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "version")
    public static final class Version extends WireLeaf {
    }

    /** {@code <release_date>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "release_date")
    public static final class ReleaseDate extends WireLeaf {
    }
}

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

/** {@code <active_pcr_banks>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "active_pcr_banks")
public final class ActivePcrBanks extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = ActivePcrBanks.Sha1.class),
        @XmlElementRef(type = ActivePcrBanks.Sha256.class),
        @XmlElementRef(type = ActivePcrBanks.Sha384.class),
        @XmlElementRef(type = ActivePcrBanks.Sha512.class),
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

    /** {@code <sha1>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sha1")
    public static final class Sha1 extends WireLeaf {
    }

    /** {@code <sha256>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sha256")
    public static final class Sha256 extends WireLeaf {
    }

    /** {@code <sha384>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sha384")
    public static final class Sha384 extends WireLeaf {
    }

    /** {@code <sha512>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sha512")
    public static final class Sha512 extends WireLeaf {
    }
}

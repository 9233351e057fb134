// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domainbackup;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.storage.Secret;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <encryption>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "encryption")
public final class Encryption extends WireElement {

    @XmlAttribute(name = "format")
    public @Nullable String format;

    @XmlAttribute(name = "engine")
    public @Nullable String engine;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Secret.class),
        @XmlElementRef(type = Encryption.Cipher.class),
        @XmlElementRef(type = Encryption.Ivgen.class),
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

    /** {@code <cipher>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "cipher")
    public static final class Cipher extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "size")
        public @Nullable String size;

        @XmlAttribute(name = "mode")
        public @Nullable String mode;

        @XmlAttribute(name = "hash")
        public @Nullable String hash;
    }

    /** {@code <ivgen>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "ivgen")
    public static final class Ivgen extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "hash")
        public @Nullable String hash;
    }
}

package io.hv.libvirt;

import io.hv.InvalidStateException;
import java.util.Optional;
import org.libvirt.Error.ErrorNumber;

/** A secret by its UUID, through one handle of its host. */
final class SecretHandle extends Identified<SecretRef> implements LibvirtSecret {

    private final LibvirtSecretUsage usage;
    private final String usageId;

    SecretHandle(HostHandle host, SecretRef ref) {
        super(host, ref.uuid());
        this.usage = ref.usage();
        this.usageId = ref.usageId();
    }

    @Override
    Optional<SecretRef> look(SharedConnection shared) throws LibvirtFailure {
        return shared.own().secrets().find(uuid());
    }

    @Override
    public LibvirtSecretUsage usage() {
        return usage;
    }

    @Override
    public String usageId() {
        return usageId;
    }

    @Override
    public String xml() {
        return ask("XML of " + this, SecretRef::xml);
    }

    @Override
    public boolean isEphemeral() {
        return readXml().isEphemeral();
    }

    @Override
    public boolean isPrivate() {
        return readXml().isPrivate();
    }

    private SecretXml readXml() {
        return read(xml(), SecretXml::of, "secret-dumpxml " + uuid());
    }

    @Override
    public void value(byte[] value) {
        if (value.length == 0 || value.length > MAX_VALUE) {
            throw new IllegalArgumentException("a value of " + value.length + " bytes: a secret has 1 to " + MAX_VALUE);
        }
        tell("setting the value of " + this, ref -> ref.value(value));
    }

    @Override
    public Optional<byte[]> value() {
        return ask("asking for the value of " + this, this::valueOf);
    }

    private Optional<byte[]> valueOf(SecretRef ref) throws LibvirtFailure {
        try {
            return ref.value();
        } catch (LibvirtFailure e) {
            if (e.number() == ErrorNumber.VIR_ERR_INVALID_SECRET) {
                throw new InvalidStateException(
                        "the value of " + this + " is told to nobody: it is private", "ask who has set it", e);
            }
            throw e;
        }
    }

    @Override
    public void undefine() {
        tell("undefine of " + this, SecretRef::undefine);
    }

    @Override
    public String toString() {
        return "the secret " + uuid();
    }
}

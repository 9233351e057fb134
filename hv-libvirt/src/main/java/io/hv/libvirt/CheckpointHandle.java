package io.hv.libvirt;

import io.hv.Domain;
import io.hv.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A checkpoint by its name; every call looks it up anew. */
final class CheckpointHandle implements LibvirtCheckpoint {

    private final DomainHandle domain;
    private final String name;

    CheckpointHandle(DomainHandle domain, String name) {
        this.domain = domain;
        this.name = name;
    }

    /** What is asked of a checkpoint that was found. */
    private interface Question<T> {
        T of(CheckpointRef ref) throws LibvirtFailure;
    }

    private <T> T ask(String what, Question<T> question) {
        return domain.lookup().ask(what + " of " + this, ref -> {
            try (CheckpointRef checkpoint = CheckpointRef.find(ref, name)
                    .orElseThrow(() ->
                            new NotFoundException(this + " is not there", "list what there is with checkpoints()"))) {
                return question.of(checkpoint);
            }
        });
    }

    private CheckpointXml read() {
        String xml = ask("look-up", ref -> ref.xml(LibvirtCalls.CHECKPOINT_XML_NO_DOMAIN));
        return Told.read(this, xml, CheckpointXml::of, "checkpoint-dumpxml", "virDomainCheckpointGetXMLDesc");
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return read().recorded().description();
    }

    @Override
    public Instant time() {
        return read().recorded().time();
    }

    @Override
    public List<String> disks() {
        return read().disks();
    }

    @Override
    public Optional<LibvirtCheckpoint> parent() {
        return read().recorded().parent().map(parent -> new CheckpointHandle(domain, parent));
    }

    @Override
    public String xml() {
        return ask("XML", ref -> ref.xml(0));
    }

    @Override
    public void delete() {
        String unused = ask("look-up", CheckpointRef::name);
        domain.transitions().requireActive("delete of a checkpoint");
        boolean unusedToo = ask("delete", ref -> {
            ref.delete();
            return true;
        });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CheckpointHandle that && name.equals(that.name) && domain.equals(that.domain);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, name);
    }

    @Override
    public String toString() {
        return "the checkpoint '" + name + "' of " + domain;
    }
}

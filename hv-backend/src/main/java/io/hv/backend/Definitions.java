package io.hv.backend;

import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.HypervisorException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The persistent domains of a {@link World}, kept in step with the files of a {@link DefinitionStore}, which other processes
 * change too. The order of locks: a domain's transition, the store's change, the world's domains.
 */
final class Definitions {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.definitions");

    private final World world;
    private final DefinitionStore store;

    // Under the lock of the world's domains.
    private final Map<UUID, DefinitionStore.Stamp> seen = new HashMap<>();
    private boolean loaded;

    Definitions(World world, DefinitionStore store) {
        this.world = world;
        this.store = store;
    }

    DefinitionStore store() {
        return store;
    }

    // ---- what others have done

    /** Reads what has changed. What is there at first is no news, and is not told. Under the lock of the domains. */
    void refresh(World.Domains domains) {
        List<DefinitionStore.Entry> entries = store.entries();
        Set<UUID> there = new HashSet<>();
        for (DefinitionStore.Entry entry : entries) {
            there.add(entry.uuid());
            if (!entry.stamp().equals(seen.get(entry.uuid()))) {
                refresh(domains, entry);
            }
        }
        for (UUID uuid : Set.copyOf(seen.keySet())) {
            if (!there.contains(uuid)) {
                vanished(domains, uuid);
            }
        }
        loaded = true;
    }

    private void refresh(World.Domains domains, DefinitionStore.Entry entry) {
        LiveDomain known = domains.find(entry.uuid());
        if (known != null && (!known.isPersistent() || known.definition().isClaimed())) {
            // Transient ones come first; of one that runs here, the change counts when it has stopped.
            return;
        }
        Defined defined = read(entry);
        String name =
                defined.isReadable() ? defined.spec("it").name() : entry.uuid().toString();
        LiveDomain other = domains.find(name);
        if (defined.isReadable() && other != null && !other.uuid().equals(entry.uuid())) {
            // Looked at again until one of them has another name.
            defined = Defined.unreadable(entry.file() + ": another domain here is called '" + name + "'");
            name = entry.uuid().toString();
        } else {
            seen.put(entry.uuid(), entry.stamp());
        }
        if (known != null && (known.name().equals(name) || !defined.isReadable())) {
            known.definition().redefine(defined);
            return;
        }
        if (known != null) {
            domains.remove(known);
            known.vanish(loaded);
        }
        if (!defined.isReadable()) {
            LOG.warn("a definition cannot be read: {}", defined.why());
        }
        domains.add(new LiveDomain(world, name, defined, entry.uuid(), true, List.of()), loaded);
    }

    private void vanished(World.Domains domains, UUID uuid) {
        LiveDomain known = domains.find(uuid);
        if (known != null && known.isPersistent()) {
            if (known.definition().isClaimed()) {
                return;
            }
            domains.remove(known);
            known.vanish(true);
        }
        seen.remove(uuid);
    }

    private Defined read(DefinitionStore.Entry entry) {
        try {
            String text = store.text(entry).orElse("");
            Definition document = store.format().parse(text);
            DomainSpec spec = world.factory().withOptions(document.toSpec(), document.options());
            if (!spec.uuid().filter(entry.uuid()::equals).isPresent()) {
                return Defined.unreadable(entry.file() + ": it has "
                        + spec.uuid().map(uuid -> "the UUID " + uuid).orElse("no UUID")
                        + ", and the file's name another");
            }
            return Defined.as(spec, document);
        } catch (IOException | HypervisorException | IllegalArgumentException e) {
            return Defined.unreadable(entry.file() + ": " + e.getMessage());
        }
    }

    // ---- what is done here

    /** Defines a domain, by a spec or by a document of it. */
    LiveDomain define(DomainSpec spec, @Nullable Definition document) {
        UUID uuid = spec.uuid().orElseThrow();
        Map<String, String> options = world.factory().optionTexts(spec);
        Definition wanted = document == null
                ? store.format().of(spec, options)
                : store.format().edit(document, spec, options);
        return store.change(
                "define of '" + spec.name() + "'",
                () -> world.with(domains -> {
                    refresh(domains);
                    domains.requireFree(spec.name(), uuid);
                    domains.requireNoFile(store.find(uuid), uuid);
                    DefinitionStore.Entry written = store.write(uuid, wanted);
                    seen.put(uuid, written.stamp());
                    LiveDomain domain =
                            new LiveDomain(world, spec.name(), Defined.as(spec, wanted), uuid, true, List.of());
                    domains.add(domain, true);
                    return domain;
                }));
    }

    /**
     * Changes what a domain is defined as, if it still is what it was. In the domain's transition.
     *
     * @return false where somebody else has changed it meanwhile
     */
    boolean edit(DomainDefinition domain, DomainSpec before, DomainSpec after) {
        return store.change("edit of '" + domain.identity().name() + "'", () -> {
            try (LockFile unused = store.claim(
                    domain.identity().uuid(), "edit", domain.identity().subject())) {
                return world.with(domains -> {
                    refresh(domains);
                    domain.requireKnown();
                    if (!domain.spec().equals(before)) {
                        return false;
                    }
                    Definition fresh = store.format()
                            .edit(domain.document(), after, world.factory().optionTexts(after));
                    DefinitionStore.Entry written =
                            store.write(domain.identity().uuid(), fresh);
                    seen.put(domain.identity().uuid(), written.stamp());
                    domain.redefine(Defined.as(after, fresh));
                    return true;
                });
            }
        });
    }

    /** Changes what the file of a domain says that is active, and so claimed, here. In the domain's transition. */
    void editActive(DomainDefinition domain, UnaryOperator<DomainSpec> change) {
        store.change(
                "a change of the definition of '" + domain.identity().name() + "'",
                () -> world.with(domains -> {
                    DefinitionStore.Entry entry =
                            store.find(domain.identity().uuid()).orElseThrow(domain.identity()::notFound);
                    Defined now = read(entry);
                    DomainSpec after = change.apply(now.spec(domain.identity().subject()));
                    Definition fresh = store.format()
                            .edit(
                                    now.document().orElseThrow(domain.identity()::notFound),
                                    after,
                                    world.factory().optionTexts(after));
                    DefinitionStore.Entry written =
                            store.write(domain.identity().uuid(), fresh);
                    seen.put(domain.identity().uuid(), written.stamp());
                    domain.redefine(Defined.as(after, fresh));
                    return true;
                }));
    }

    /** Deletes what a domain is defined as. In the domain's transition. */
    void undefine(DomainDefinition domain) {
        store.change("undefine of '" + domain.identity().name() + "'", () -> {
            try (LockFile unused = store.claim(
                    domain.identity().uuid(), "undefine", domain.identity().subject())) {
                return world.with(domains -> {
                    var there = store.find(domain.identity().uuid());
                    if (there.isPresent()) {
                        store.delete(there.get());
                    }
                    return seen.keySet().remove(domain.identity().uuid());
                });
            }
        });
    }

    /** Takes the lock of a domain that is about to run, as it is defined then. In the domain's transition. */
    LockFile claim(DomainDefinition domain) {
        return store.change("start of '" + domain.identity().name() + "'", () -> {
            world.with(domains -> {
                refresh(domains);
                domain.requireKnown();
                return domain.spec();
            });
            return store.claim(
                    domain.identity().uuid(), "start", domain.identity().subject());
        });
    }
}

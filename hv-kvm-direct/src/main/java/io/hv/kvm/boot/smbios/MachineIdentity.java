package io.hv.kvm.boot.smbios;

import java.util.UUID;

/**
 * Which machine it is.
 *
 * @param name the domain's name: the guest's serial number
 * @param uuid the domain's UUID: the guest's system UUID
 * @param vcpus how many processors it has, as cores of one package
 */
public record MachineIdentity(String name, UUID uuid, int vcpus) {}

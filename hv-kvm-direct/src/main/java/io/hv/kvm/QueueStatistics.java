package io.hv.kvm;

/**
 * What a device's queue has done since its machine was made. Numbers that were read while the guest runs are each right, and
 * perhaps not of one moment. None goes down.
 *
 * @param index its number in the device, from 0
 * @param notifications how often the device looked into it because the driver, or the device itself, wanted that; several
 *     that come close together are one
 * @param requests how many requests were taken out of it
 * @param interrupts how often the driver was interrupted for it
 * @param bytesFromDriver how many bytes the driver said in these requests
 * @param bytesForDriver for how many bytes of answers the driver gave room in them
 */
public record QueueStatistics(
        int index, long notifications, long requests, long interrupts, long bytesFromDriver, long bytesForDriver) {}

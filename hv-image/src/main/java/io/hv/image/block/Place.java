package io.hv.image.block;

/**
 * Room for a block, to which nothing points yet.
 *
 * @param host where it is in the file
 * @param isZeros whether it reads as zeros already
 */
public record Place(long host, boolean isZeros) {}

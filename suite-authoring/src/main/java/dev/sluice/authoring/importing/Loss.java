package dev.sluice.authoring.importing;

/**
 * Something that the file says and the suite does not, or that had to be assumed.
 *
 * @param where the part of the file, such as {@code test 3}
 * @param what one line
 */
public record Loss(String where, String what) {

  public Loss {
    where = where.replaceAll("\\p{Cntrl}+", " ");
    what = what.replaceAll("\\p{Cntrl}+", " ");
  }
}

/** Takes keyboard users past the header; seen only while it has the focus. Points at `Main`. */
export function SkipLink() {
  return (
    <a className="mg-skip-link" href="#main">
      本文へ移動する
    </a>
  );
}

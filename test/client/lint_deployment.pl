# ftf lint finds the variables in the files that images and services are made
# of: Dockerfiles, YAML, and lists of variables.
use strict;
use warnings;
use utf8;
use LintSamples;
use Test::More;

sample('Dockerfile', <<'END');
# ENV CVN_COMMENT=14
FROM x AS y
ENV CVN_A=14 OTHER=$CVN_B \ § a:A r:B
    # a comment
    CVN_C="a b" § a:C
ENV CVN_D 14 § a:D
env CVN_E=$CVN_E § a:E r:E
ARG CVN_MENTION
ARG CVN_F=14 § a:F
RUN echo ${CVN_G:-14} && \ § d:G
    CVN_H=1 x § a:H
CMD ["sh", "-c", "x $CVN_I"] § r:I
LABEL x="CVN_NOT=14"
COPY $CVN_J /x § r:J
RUN <<EOF
export CVN_K=14 § a:K
EOF
ENV CVN_L=14 § a:L
ENV CVN_M=14 \ § a:M
    # it's CVN_NOT=14
  # CVN_NOT=15

    CVN_N=14 § a:N
RUN --mount=type=cache,target=/x CVN_O=14 make § a:O
RUN cat <<EOF >/etc/x.env && echo $CVN_P § r:P
CVN_NOT=14 $CVN_Q § r:Q
EOF
RUN bash -e <<'EOF'
export CVN_R=14 § a:R
EOF
RUN --mount=type=cache,target=/x /bin/bash <<'EOF'
export CVN_U=14 § a:U
EOF
RUN \
    <<EOF
export CVN_V=14 § a:V
EOF
ONBUILD ENV CVN_S=14 § a:S
onbuild RUN CVN_T=14 make § a:T
ENV CVN_=14
RUN echo $CVN_ ${CVN_:-14}
END

sample('compose.yaml', <<'END');
# CVN_COMMENT: 14
services:
  x:
    image: x:${CVN_A:-14} § d:A
    command: python x.py --p $CVN_B "$$CVN_BB" § r:B r:BB
    environment:
      CVN_C: 14 # why § a:C
      "CVN_D": "14" § a:D
      CVN_MENTION:
      CVN_E: ${CVN_E} § r:E
      CVN_F: ${CVN_F:-14} § d:F
  y:
    environment:
      - CVN_G=14 § a:G
      - "CVN_H=14" § a:H
      - CVN_MENTION
      - CVN_I=${CVN_I} § r:I
  z: { environment: { CVN_J: 14, OTHER: "CVN_NOT: 1" }, args: [ "CVN_K=14" ] } § a:J a:K
text: "CVN_NOT: 14"
x-more:
  CVN_L: ${CVN_L:-} § r:L
  CVN_MENTION2: null
  CVN_MENTION: ~
  CVN_N: "" § a:N
  CVN_O: '' # why § a:O
  CVN_P: nullable § a:P
END

sample('ci.yml', <<'END');
env:
  CVN_A: ${{ vars.CVN_A }} § a:A
jobs:
  x:
    steps:
      - name: CVN_NOT is talked about
        run: |
          # $CVN_COMMENT
          export CVN_B=14 § a:B
          echo "${CVN_C:-14}" § d:C

          echo '$CVN_NOT'
      - run: CVN_D=14 x § a:D
      - run: echo "CVN_DA=14" >> "$GITHUB_ENV"; echo CVN_NOT=14 § a:DA
      - script:
          - export CVN_E=14 § a:E
          - x
        value: 3
      - uses: x
        with: { CVN_F: 1, § a:F
          CVN_G: 1 } § a:G
spec:
  containers:
    - env:
        - name: CVN_H § a:H
          value: "14"
        - valueFrom: { configMapKeyRef: { name: x } }
          name: CVN_I § a:I
        - name: OTHER
          value: CVN_MENTION
        - {name: CVN_J, value: "14"} § a:J
        - name: CVN_L § a:L
          valueFrom:
            configMapKeyRef:
              name: CVN_MENTION
        - name: CVN_MENTION
data:
  CVN_K: |- § a:K
    14
jobs2:
  x: "${{ env.CVN_MA }}-${{env.CVN_MB || '14'}} ${{ github.sha }} ${{ vars.CVN_MENTION }}" § r:MA d:MB
  run: echo ${{ env.CVN_MC }}; echo $CVN_MD § r:MC r:MD
  args: ["--a=$(CVN_ME)", "$$(CVN_NOT)"] § r:ME
  command:
    - --b=$(CVN_MF) § r:MF
    - x "$(echo $CVN_MG)" § r:MG
    - x "$(CVN_)" "${{ env.CVN_ || '14' }}"
  CVN_: 14
END

sample('.env', <<'END');
# CVN_COMMENT=14
CVN_A=14 § a:A
export CVN_B="a # b" # why § a:B
 CVN_C = 14 § a:C
CVN_MENTION
OTHER=$CVN_D § r:D
CVN_E=${CVN_E:-14} § d:E
OTHER='$CVN_NOT' # why
CVN_=14
END

sample('Dockerfile.gpu', "ENV CVN_A=14 § a:A\n");
sample('gpu.Dockerfile', "ENV CVN_A=14 § a:A\n");
sample('.env.production', "CVN_A=14 § a:A\n");
sample('bom.yaml', "\x{FEFF}CVN_A: 14 § a:A\nCVN_B: 14\r § a:B\n");

read_samples();
cut_anywhere();
done_testing();

"""Chinese of what all studies have in common."""

STUDIES: dict[str, str] = {
    "Solve": "求解",
    "Solves": "求解记录",
    "seconds": "秒",
    "How it ended": "结束方式",
    "failed: {why}": "失败：{why}",
    "no plan": "无方案",
    "passed": "通过",
    "FAILED": "未通过",
    "Every solve of this study. Those without a time were solved earlier and kept.": (
        "本研究的全部求解。没有用时的为此前已求解并保留的结果。"
    ),
    "{solves}, {plans}; largest gap {gap}.": "共 {solves}，{plans}；最大差距 {gap}。",
    "{count} solves": "{count} 次求解",
    "{count} plans that passed their audit": "{count} 个方案通过审核",
    "{solve} was not solved: {why}.": "{solve}未能求解：{why}。",
    "The plan of {solve} FAILED its audit and is not used.": "{solve}的方案未通过审核，不予采用。",
}

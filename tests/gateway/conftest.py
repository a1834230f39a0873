import pytest

from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.reference import ReferenceExecutor
from app.gateway.tartiflette_executor import TartifletteExecutor
from tests.gateway.zoo import cooked


@pytest.fixture(params=[TartifletteExecutor, ReferenceExecutor], ids=["tartiflette", "reference"])
def executor(request: pytest.FixtureRequest) -> ExecutorFactory:
    chosen: ExecutorFactory = request.param
    return chosen


@pytest.fixture
async def engine(executor: ExecutorFactory) -> GraphQLEngine:
    return await cooked(executor)
